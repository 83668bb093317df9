//! Columns that hold words, in each of the ways in which Arrow does.

use std::borrow::Cow;

use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, LargeStringArray, OffsetSizeTrait, PrimitiveArray, StringArray, StringViewArray};
use arrow_array::{BinaryViewArray, GenericStringArray};
use arrow_schema::DataType;

use crate::failure::Refusal;

/// A column of words, not copied.
pub(super) enum Texts {
    Short(StringArray),
    Long(LargeStringArray),
    View(BinaryViewArray),
}

impl Texts {
    /// Whether a column of this type is one of words.
    pub(super) const fn takes(data_type: &DataType) -> bool {
        matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
    }

    /// The words of a column; `None` where it holds others.
    pub(super) fn new(array: &ArrayRef) -> Option<Self> {
        let any = array.as_any();
        if let Some(short) = any.downcast_ref::<StringArray>() {
            return Some(Self::Short(short.clone()));
        }
        if let Some(long) = any.downcast_ref::<LargeStringArray>() {
            return Some(Self::Long(long.clone()));
        }
        let view = any.downcast_ref::<StringViewArray>()?;
        Some(Self::View(view.clone().to_binary_view()))
    }

    /// The words of a row.
    ///
    /// # Errors
    /// Where there are none, or what is there is no text: whoever made the column need not have looked.
    pub(super) fn get(&self, row: usize) -> Result<&str, Refusal> {
        let bytes = match self {
            Self::Short(array) => bytes(array, row),
            Self::Long(array) => bytes(array, row),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
        };
        std::str::from_utf8(bytes.ok_or(Refusal::Missing)?).map_err(|_| Refusal::NotText)
    }

    /// How many bytes a row holds.
    pub(super) fn size(&self, row: usize) -> usize {
        match self {
            Self::Short(array) => array.value_length(row) as usize,
            Self::Long(array) => usize::try_from(array.value_length(row)).unwrap_or(usize::MAX),
            Self::View(array) => array.value(row).len(),
        }
    }
}

/// A row as bytes: it is not known to be UTF-8 before it is looked at.
fn bytes<O: OffsetSizeTrait>(array: &GenericStringArray<O>, row: usize) -> Option<&[u8]> {
    let offsets = array.value_offsets();
    let range = offsets.get(row)?.as_usize()..offsets.get(row + 1)?.as_usize();
    array.value_data().get(range).filter(|_| array.is_valid(row))
}

/// A column of ids: words, or whole numbers as they are written.
pub(super) enum Ids {
    Texts(Texts),
    Int(PrimitiveArray<Int32Type>),
    Long(PrimitiveArray<Int64Type>),
}

impl Ids {
    pub(super) const fn takes(data_type: &DataType) -> bool {
        Texts::takes(data_type) || matches!(data_type, DataType::Int32 | DataType::Int64)
    }

    pub(super) fn new(array: &ArrayRef) -> Option<Self> {
        let any = array.as_any();
        if let Some(int) = any.downcast_ref() {
            return Some(Self::Int(PrimitiveArray::clone(int)));
        }
        if let Some(long) = any.downcast_ref() {
            return Some(Self::Long(PrimitiveArray::clone(long)));
        }
        Texts::new(array).map(Self::Texts)
    }

    /// The id of a row, if it has one.
    pub(super) fn get(&self, row: usize) -> Option<Cow<'_, str>> {
        match self {
            Self::Texts(texts) => texts.get(row).ok().filter(|id| !id.is_empty()).map(Cow::Borrowed),
            Self::Int(array) => array.is_valid(row).then(|| array.value(row).to_string().into()),
            Self::Long(array) => array.is_valid(row).then(|| array.value(row).to_string().into()),
        }
    }
}
