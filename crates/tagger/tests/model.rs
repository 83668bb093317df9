//! Models: learnt, written, looked at, and what is no model.
#![cfg(feature = "train")]

use epicrisis_tagger::train::{Block, Example, Options, Trainer};
use epicrisis_tagger::{Chain, Decoder, LABELS, Labels, Model, ModelBytes, ModelError};
use proptest::prelude::*;

/// Sequences of three places in which 7 followed by 8 is a span, and 9 alone.
fn examples() -> Vec<Example> {
    let o = Labels::OUT;
    let patterns: [(&[u32], Vec<u8>); 4] = [
        (&[1, 7, 8], vec![o, Labels::BEGIN, Labels::END]),
        (&[9, 2, 1], vec![Labels::SINGLE, o, o]),
        (&[7, 1, 8], vec![o, o, o]),
        (&[2, 1, 2], vec![o, o, o]),
    ];
    let example = |(words, labels): &(&[u32], Vec<u8>)| {
        let mut blocks = Vec::new();
        for (at, word) in (0_i32..).zip(*words) {
            // A word bears on the places beside it, two words on both.
            blocks.push(block(1000 + word, at - 1, 3));
            if let Some(next) = words.get(at as usize + 1) {
                blocks.push(block(10_000 + word * 100 + next, at, 2));
            }
        }
        Example {
            places: words.len(),
            blocks,
            labels: vec![labels.clone()],
            weight: 1.0,
        }
    };
    patterns.iter().cycle().take(400).map(example).collect()
}

fn block(key: u32, first: i32, rows: u8) -> Block {
    Block {
        key,
        first,
        rows,
        names: 0,
        local: false,
    }
}

fn learnt() -> Vec<u8> {
    let options = Options {
        hidden: 0.0,
        dropped: 0.0,
        foreign: 0.0,
        ..Options::default()
    };
    let mut trainer = Trainer::new(vec!["finding".to_owned()], options);
    examples().into_iter().for_each(|e| trainer.add(e));
    trainer.learn(None, |epoch, _| vec![epoch as f64]).bytes()
}

#[test]
fn what_is_learnt_is_read_back_and_says_so() {
    let bytes = learnt();
    assert_eq!(bytes, learnt(), "the same examples give the same bytes");
    let file = ModelBytes::new(&bytes);
    let model = file.model().unwrap();
    let head = model.heads().next().unwrap();
    assert_eq!(head.name(), "finding");
    let mut decoder = Decoder::default();
    let chain = Chain::new(head.transitions(), head.scale(), head.likely(), 0.0);
    let width = model.width();
    for example in examples().iter().take(4) {
        // A place more on either side, for what bears on more than there is.
        let mut sums = vec![0_i16; (example.places + 2) * width];
        for block in &example.blocks {
            assert!(model.may_know(block.key));
            model.add(block.key, &mut sums[(block.first + 1) as usize * width..]);
        }
        let own = &sums[width..(example.places + 1) * width];
        let mut labels = vec![Labels::OUT; example.places];
        decoder.spans(
            &chain,
            own.chunks_exact(width).filter_map(|sums| sums.first_chunk()),
            |_, p| assert!((-1e-4..=1.0001).contains(&p)),
            |span| {
                assert!(span.probability > 0.5, "{span:?}");
                let (first, last) = (span.first as usize, span.last as usize);
                labels[first..=last].fill(Labels::INSIDE);
                (labels[first], labels[last]) = if first == last {
                    (Labels::SINGLE, Labels::SINGLE)
                } else {
                    (Labels::BEGIN, Labels::END)
                };
            },
        );
        assert_eq!(labels, example.labels[0]);
    }
}

#[test]
fn what_is_no_model_says_what_it_is() {
    let bytes = learnt();
    let error = |bytes: &[u8]| ModelBytes::new(bytes).model().err();
    assert_eq!(error(b"PK\x03\x04"), Some(ModelError::NotAModel));
    assert_eq!(error(&[0; 64]), Some(ModelError::NotAModel));
    assert_eq!(error(&bytes[..bytes.len() - 1]), Some(ModelError::Damaged));
    let mut other = bytes.clone();
    other[8] = 99;
    assert_eq!(error(&other), Some(ModelError::Version { found: 99 }));
}

proptest! {
    #[test]
    fn a_damaged_model_gives_other_weights_and_no_panic(at in 0_usize..4000, byte: u8, keys in prop::collection::vec(any::<u32>(), 0..50)) {
        let mut bytes = learnt_once().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        let file = ModelBytes::new(&bytes);
        if let Ok(model) = file.model() {
            let mut sums = vec![0_i16; model.width()];
            for key in keys.iter().chain(&[7, 8, 9]) {
                model.add(*key, &mut sums);
            }
        }
    }

    #[test]
    fn spans_lie_in_the_sequence_and_overlap_none(
        sums in prop::collection::vec(prop::array::uniform4(-2000_i16..2000), 0..40),
        caution in -2.0_f32..2.0,
    ) {
        let chain = Chain::new(&[[0.0; LABELS]; LABELS], 0.01, 0.3, caution);
        let mut end = 0;
        Decoder::default().spans(&chain, sums.iter(), |_, p| assert!((-1e-4..=1.0001).contains(&p)), |span| {
            assert!(span.first >= end && span.first <= span.last && (span.last as usize) < sums.len());
            end = span.last + 1;
            assert!((0.0..=1.0).contains(&span.probability));
        });
    }

    #[test]
    fn what_is_surely_outside_changes_nothing(sums in prop::collection::vec(prop::array::uniform4(-3000_i16..1000), 0..30)) {
        let chain = Chain::new(&[[0.0; LABELS]; LABELS], 0.01, 0.3, 0.0);
        let spans = |sums: &[[i16; 4]]| {
            let mut out = Vec::new();
            Decoder::default().spans(&chain, sums.iter(), |_, _| (), |s| out.push((s.first, s.last)));
            out
        };
        let mut longer = sums.clone();
        // More than all that stands before can outweigh.
        longer.extend([[-32_000; 4]; 3]);
        assert_eq!(spans(&sums), spans(&longer));
    }
}

fn learnt_once() -> &'static [u8] {
    static BYTES: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(learnt);
    &BYTES
}

#[test]
fn a_model_of_nothing_is_refused() {
    assert_eq!(Model::from_bytes(&[]).err(), Some(ModelError::NotAModel));
}
