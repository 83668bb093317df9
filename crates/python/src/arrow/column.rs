//! Columns that are built from values of a type: a column knows its name, its type and how it is told from a value.
//!
//! What is nested is a column of columns, so the whole of a record is declared once (`record`) and its type in Arrow follows.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Float64Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Fields};

/// A column of what is told of a `T`.
pub(super) trait Column<T: ?Sized>: Send {
    /// Its type.
    fn data_type(&self) -> DataType;

    /// Adds a row; a null where there is nothing.
    fn push(&mut self, from: Option<&T>);

    /// The rows added.
    fn finish(&mut self) -> Result<ArrayRef, ArrowError>;
}

/// A column with its name.
pub(super) type Named<T> = (&'static str, Box<dyn Column<T>>);

macro_rules! plain {
    ($(#[$meta:meta])* $make:ident, $name:ident, $builder:ty, $type:expr, $told:ty, $written:expr) => {
        struct $name<T>($builder, for<'a> fn(&'a T) -> Option<$told>);

        $(#[$meta])*
        pub(super) fn $make<T: 'static>(name: &'static str, tell: for<'a> fn(&'a T) -> Option<$told>) -> Named<T> {
            (name, Box::new($name(<$builder>::new(), tell)))
        }

        impl<T> Column<T> for $name<T> {
            fn data_type(&self) -> DataType {
                $type
            }

            fn push(&mut self, from: Option<&T>) {
                self.0.append_option(from.and_then(self.1).map($written));
            }

            fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
                Ok(ArrayBuilder::finish(&mut self.0))
            }
        }
    };
}

plain!(
    /// Whole numbers. With a sign, though no offset has one: Spark takes no others.
    whole, Whole, Int32Builder, DataType::Int32, u32,
    // No text is as long: `max_size` is half of what fits.
    |offset| i32::try_from(offset).unwrap_or(i32::MAX)
);
plain!(
    /// Numbers.
    real, Real, Float64Builder, DataType::Float64, f64, std::convert::identity
);
plain!(
    /// What is so or not.
    truth, Truth, BooleanBuilder, DataType::Boolean, bool, std::convert::identity
);
plain!(
    /// Words.
    text, Text, StringBuilder, DataType::Utf8, Cow<'a, str>, std::convert::identity
);

/// A part of a value, with columns of its own.
struct Part<T, U> {
    of: for<'a> fn(&'a T) -> Option<&'a U>,
    group: Group<U>,
}

/// What is told of a part.
pub(super) fn part<T: 'static, U: 'static>(
    name: &'static str,
    of: for<'a> fn(&'a T) -> Option<&'a U>,
    columns: Vec<Named<U>>,
) -> Named<T> {
    let group = Group::new(columns);
    (name, Box::new(Part { of, group }))
}

impl<T, U> Column<T> for Part<T, U> {
    fn data_type(&self) -> DataType {
        self.group.data_type()
    }

    fn push(&mut self, from: Option<&T>) {
        self.group.push(from.and_then(self.of));
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        self.group.finish()
    }
}

/// Columns side by side.
pub(super) struct Group<T> {
    columns: Vec<Named<T>>,
    valid: Vec<bool>,
}

impl<T> Group<T> {
    pub(super) const fn new(columns: Vec<Named<T>>) -> Self {
        Self {
            columns,
            valid: Vec::new(),
        }
    }

    fn fields(&self) -> Fields {
        let field = |(name, column): &Named<T>| Field::new(*name, column.data_type(), true);
        self.columns.iter().map(field).collect()
    }
}

impl<T> Column<T> for Group<T> {
    fn data_type(&self) -> DataType {
        DataType::Struct(self.fields())
    }

    fn push(&mut self, from: Option<&T>) {
        self.valid.push(from.is_some());
        for (_, column) in &mut self.columns {
            column.push(from);
        }
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let fields = self.fields();
        let arrays = self.columns.iter_mut().map(|(_, column)| column.finish());
        let arrays = arrays.collect::<Result<_, _>>()?;
        let valid = std::mem::take(&mut self.valid).into();
        Ok(Arc::new(StructArray::try_new(fields, arrays, Some(valid))?))
    }
}

/// Several of a kind.
struct List<T, U> {
    of: for<'a> fn(&'a T) -> Option<&'a [U]>,
    group: Group<U>,
    lengths: Vec<usize>,
    valid: Vec<bool>,
}

/// What is told of several.
pub(super) fn list<T: 'static, U: 'static>(
    name: &'static str,
    of: for<'a> fn(&'a T) -> Option<&'a [U]>,
    columns: Vec<Named<U>>,
) -> Named<T> {
    let column = List {
        of,
        group: Group::new(columns),
        lengths: Vec::new(),
        valid: Vec::new(),
    };
    (name, Box::new(column))
}

impl<T, U> List<T, U> {
    fn item(&self) -> Arc<Field> {
        Arc::new(Field::new_list_field(self.group.data_type(), true))
    }
}

impl<T, U> Column<T> for List<T, U> {
    fn data_type(&self) -> DataType {
        DataType::List(self.item())
    }

    fn push(&mut self, from: Option<&T>) {
        let several = from.and_then(self.of);
        self.valid.push(several.is_some());
        let several = several.unwrap_or_default();
        self.lengths.push(several.len());
        for one in several {
            self.group.push(Some(one));
        }
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let item = self.item();
        let offsets = arrow_buffer::OffsetBuffer::<i32>::from_lengths(std::mem::take(&mut self.lengths));
        let valid = std::mem::take(&mut self.valid).into();
        let values = self.group.finish()?;
        Ok(Arc::new(ListArray::try_new(item, offsets, values, Some(valid))?))
    }
}
