//! Models: learnt, written, looked at, and what is no model.
#![cfg(feature = "train")]

use epicrisis_tagger::train::{Example, Options, Trainer};
use epicrisis_tagger::{Decoder, LABELS, Labels, Model, ModelBytes, ModelError};
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
    let example = |(words, labels): &(&[u32], Vec<u8>)| Example {
        keys: (0..words.len())
            .map(|at| {
                let word = |at: Option<usize>| at.and_then(|a| words.get(a)).copied().unwrap_or(0);
                vec![
                    word(Some(at)),
                    1000 + word(at.checked_sub(1)),
                    2000 + word(Some(at + 1)),
                    10_000 + word(Some(at)) * 100 + word(Some(at + 1)),
                ]
            })
            .collect(),
        names: 0,
        labels: vec![labels.clone()],
        weight: 1.0,
    };
    patterns.iter().cycle().take(400).map(example).collect()
}

fn learnt() -> Vec<u8> {
    let options = Options {
        hidden: 0.0,
        ..Options::default()
    };
    let mut trainer = Trainer::new(vec!["finding".to_owned()], options);
    examples().into_iter().for_each(|e| trainer.add(e));
    trainer.learn(None, |epoch, _| epoch as f64 + 1.0).bytes()
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
    for example in examples().iter().take(4) {
        let scores: Vec<[f32; LABELS]> = example
            .keys
            .iter()
            .map(|keys| {
                let mut sums = vec![0_i16; model.width()];
                keys.iter().for_each(|key| model.add(*key, &mut sums));
                std::array::from_fn(|l| f32::from(sums[l]) * head.scale())
            })
            .collect();
        let mut labels = vec![Labels::OUT; scores.len()];
        decoder.spans(
            &scores,
            head.transitions(),
            |_, p| assert!((0.0..=1.0).contains(&p)),
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
    fn spans_lie_in_the_sequence_and_overlap_none(scores in prop::collection::vec(prop::array::uniform5(-20.0_f32..20.0), 0..40)) {
        let transitions = [[0.0; LABELS]; LABELS];
        let mut end = 0;
        Decoder::default().spans(&scores, &transitions, |_, p| assert!((-1e-4..=1.0001).contains(&p)), |span| {
            assert!(span.first >= end && span.first <= span.last && (span.last as usize) < scores.len());
            end = span.last + 1;
            assert!((0.0..=1.0).contains(&span.probability));
        });
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
