//! Pictures, compared as an eye would from a distance: fonts are drawn a little differently on every machine.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// Pixels of the screen that become one, on each side.
const SHRINK: usize = 4;
/// A pixel of the small picture is another where a channel differs by more than this, of 255.
const SHADE: u8 = 28;
/// So large a share of them may be another.
const SHARE: f64 = 0.02;

/// A picture in three channels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    width: usize,
    height: usize,
    /// Red, green and blue, row by row.
    pixels: Vec<u8>,
}

impl Picture {
    /// Reads a PNG as the browser writes it.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let file = File::open(path).map_err(|e| wrong(&e))?;
        let mut reader = png::Decoder::new(BufReader::new(file))
            .read_info()
            .map_err(|e| wrong(&e))?;
        let size = reader.output_buffer_size().ok_or_else(|| wrong(&"is too large"))?;
        let mut bytes = vec![0; size];
        let frame = reader.next_frame(&mut bytes).map_err(|e| wrong(&e))?;
        let channels = match (frame.color_type, frame.bit_depth) {
            (png::ColorType::Rgb, png::BitDepth::Eight) => 3,
            (png::ColorType::Rgba, png::BitDepth::Eight) => 4,
            other => return Err(wrong(&format!("is a PNG of another kind: {other:?}"))),
        };
        Ok(Self {
            width: frame.width as usize,
            height: frame.height as usize,
            pixels: bytes
                .chunks_exact(channels)
                .flat_map(|pixel| pixel[..3].to_vec())
                .collect(),
        })
    }

    /// Writes it as a PNG.
    pub(crate) fn write(&self, path: &Path) -> Result<(), String> {
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let file = File::create(path).map_err(|e| wrong(&e))?;
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(BufWriter::new(file), side(self.width), side(self.height));
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().map_err(|e| wrong(&e))?;
        writer.write_image_data(&self.pixels).map_err(|e| wrong(&e))
    }

    /// The picture from a distance: blocks of pixels as one of their mean colour.
    pub(crate) fn shrunk(&self) -> Self {
        let (width, height) = (self.width / SHRINK, self.height / SHRINK);
        let mut pixels = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            for x in 0..width {
                for channel in 0..3 {
                    let mut sum = 0;
                    for dy in 0..SHRINK {
                        for dx in 0..SHRINK {
                            let at = (y * SHRINK + dy) * self.width + x * SHRINK + dx;
                            sum += usize::from(self.pixels[at * 3 + channel]);
                        }
                    }
                    pixels.push(u8::try_from(sum / (SHRINK * SHRINK)).unwrap_or(u8::MAX));
                }
            }
        }
        Self { width, height, pixels }
    }

    /// What is wrong with it, if it does not look as another does.
    pub(crate) fn unlike(&self, other: &Self) -> Option<String> {
        if (self.width, self.height) != (other.width, other.height) {
            return Some(format!(
                "is {}×{} and not {}×{}",
                self.width, self.height, other.width, other.height
            ));
        }
        let pairs = self.pixels.chunks_exact(3).zip(other.pixels.chunks_exact(3));
        let differ = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > SHADE);
        let count = pairs.filter(differ).count();
        #[allow(clippy::cast_precision_loss)] // Counts of pixels.
        let share = count as f64 / (self.width * self.height).max(1) as f64;
        (share > SHARE).then(|| format!("differs in {:.1} % of the picture", share * 100.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Picture, SHADE};

    fn grey(width: usize, height: usize, shade: impl Fn(usize, usize) -> u8) -> Picture {
        let at = |place: usize| shade(place % width, place / width);
        let pixels = (0..width * height).flat_map(|place| [at(place); 3]).collect();
        Picture { width, height, pixels }
    }

    #[test]
    fn a_shade_is_the_same_and_a_moved_line_is_not() {
        let line = |from: usize| {
            grey(
                100,
                100,
                move |_, y| if (from..from + 4).contains(&y) { 0 } else { 255 },
            )
        };
        assert_eq!(line(20).unlike(&line(20)), None);
        assert!(line(20).unlike(&line(24)).is_some());
        let (dark, light) = (grey(10, 10, |_, _| 100), grey(10, 10, |_, _| 100 + SHADE));
        assert_eq!(dark.unlike(&light), None);
        assert!(dark.unlike(&grey(10, 10, |_, _| 101 + SHADE)).is_some());
        assert!(dark.unlike(&grey(10, 11, |_, _| 100)).is_some());
    }

    #[test]
    fn from_a_distance_a_hair_is_a_shade() {
        let hair = grey(8, 8, |x, _| if x == 0 { 0 } else { 255 });
        let small = hair.shrunk();
        assert_eq!((small.width, small.height), (2, 2));
        assert_eq!(small.pixels[..6], [191, 191, 191, 255, 255, 255]);
    }
}
