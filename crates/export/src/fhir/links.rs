//! Ids that the document and the mention decide, and how resources point at each other.

use epicrisis_record::{Document, MentionId};
use uuid::Uuid;

use super::Release;
use super::model::{Pointer, Reference};

/// Of which all ids are derived. Drawn once; changing it makes every id another.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f0c_8a53_1d24_5b0e_9c37_42e1_7ab9_d5c6);

/// A resource's type and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) kind: &'static str,
    pub(super) uuid: Uuid,
}

impl Key {
    /// The address below a server's: `Patient/…`.
    pub(super) fn path(self) -> String {
        let mut path = String::with_capacity(self.kind.len() + 37);
        path.push_str(self.kind);
        path.push('/');
        path.push_str(self.uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
        path
    }

    /// The name that holds everywhere, as a document has it.
    pub(super) fn urn(self) -> String {
        self.uuid.urn().encode_lower(&mut Uuid::encode_buffer()).to_owned()
    }
}

/// How references are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// By `urn:uuid:`: within one document.
    Urn,
    /// By type and id: on a server, and between the files of a bulk export.
    Path,
}

/// Makes ids and references.
#[derive(Debug, Clone, Copy)]
pub(super) struct Links {
    document: Uuid,
    style: Style,
    release: Release,
}

impl Links {
    /// For one document. Two documents that share an id and differ in text share nothing: on a server, one must never take
    /// the place of another patient's.
    pub(super) fn new(document: &Document, style: Style, release: Release) -> Self {
        let name = format!("{}\0{}", document.sha256, document.id);
        Self {
            document: Uuid::new_v5(&NAMESPACE, name.as_bytes()),
            style,
            release,
        }
    }

    /// The document's own id.
    pub(super) const fn document(self) -> Uuid {
        self.document
    }

    /// Whether references are within one document.
    pub(super) fn in_document(self) -> bool {
        self.style == Style::Urn
    }

    /// A resource that there is one of in a document; of some types two, told apart by their `role`.
    pub(super) fn one(self, kind: &'static str, role: &str) -> Key {
        let name = format!("{kind}/{role}");
        Key {
            kind,
            uuid: Uuid::new_v5(&self.document, name.as_bytes()),
        }
    }

    /// The resource that a mention becomes.
    pub(super) fn of(self, kind: &'static str, mention: MentionId) -> Key {
        self.one(kind, &mention.to_string())
    }

    /// A reference to it.
    pub(super) fn to(self, key: Key) -> Reference {
        Reference {
            reference: Pointer(Some((named(key, self.release), self.style))),
            display: String::new(),
        }
    }
}

/// A key whose type is by its name in a release; ids are the same in all of them.
pub(super) fn named(key: Key, release: Release) -> Key {
    Key {
        kind: release.name(key.kind),
        ..key
    }
}

/// The program, which is the same for all documents.
pub(super) fn program(version: &str) -> Key {
    Key {
        kind: "Device",
        uuid: Uuid::new_v5(&NAMESPACE, format!("Device/epicrisis {version}").as_bytes()),
    }
}
