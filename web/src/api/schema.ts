// Generated from openapi.json by `npm run types`.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it is alive. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it has done, as Prometheus reads it. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it takes work. */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far reviewers of the same documents agree. */
        get: operations["agreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lay two to seven tellings of one case side by side. */
        post: operations["compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents that are kept, the one last changed first. */
        get: operations["listDocuments"];
        put?: never;
        /** Keep a document to be checked. */
        post: operations["keepDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document, its record, and what was said of its mentions. */
        get: operations["document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept, reject, change or add a mention, in the version of the document that was seen. */
        post: operations["correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document with what people made of it: the record with its provenance, or annotations as brat has them. */
        get: operations["exportDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a reviewer's last correction. */
        post: operations["undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How good the engine is by what people made of its records. */
        get: operations["evaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/extract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read documents and answer their records.
         * @description One document as text or JSON, several as JSON, any number as JSON lines, which are answered while they come. A document that fails costs itself alone: its problem has the place of its record. The format is that of `Accept`, or of `format`.
         */
        post: operations["extract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the service is and can. */
        get: operations["info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexicon/concepts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A concept with its names in each language. */
        get: operations["concept"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexicon/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find concepts by a term in any language, a part of a label, an id or a code. */
        get: operations["searchLexicon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/project": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carry annotations from one telling to others. */
        post: operations["project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a document for a person: its record with explanations, its concepts named in a language. */
        post: operations["view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What is done to a mention. */
        Action: "accept" | "reject" | "change" | "add";
        /** @description An age, and where it is said. */
        Age: {
            /** @description The mention it came from. */
            mention: components["schemas"]["MentionId"];
            /** @description How many of `unit`. */
            number: components["schemas"]["Number"];
            /** @description The unit. */
            unit: components["schemas"]["AgeUnit"];
        };
        /** @description The unit of an age, in UCUM. */
        AgeUnit: "a" | "mo" | "wk" | "d" | "h";
        /** @description How far tellings agree on a fact. */
        Agreement: "all" | "some" | "differs";
        /** @description How far reviewers agree. */
        AgreementAnswer: {
            /** @description Each two who reviewed a document in common. */
            pairs: components["schemas"]["PairAgreement"][];
        };
        /** @description An annotated telling. */
        Annotated: {
            /** @description Its annotations, as brat writes them (`.ann`); offsets are code points of the text. */
            annotations: string;
            /**
             * @description The code of its language, or `auto`.
             * @default null
             * @enum {string|null}
             */
            language?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto" | null;
            /** @description Its text. */
            text: string;
        };
        /** @description What tellings say differently of a fact. */
        Aspect: "presence" | "person" | "time" | "side" | "value" | "dose";
        /** @description The attributes of a mention; each absent where the text does not say. */
        Attributes: {
            /** @description What the mention is beside its kind: a sign that is a disease in itself (`anaemia`) is a finding and a problem. */
            also?: components["schemas"]["Kind"] | null;
            /** @description How it runs. */
            course?: components["schemas"]["Course"] | null;
            /** @description How strongly suspected; only where presence is possible. */
            degree?: components["schemas"]["Degree"] | null;
            /** @description How much of a drug is given at once. */
            dose?: components["schemas"]["Value"] | null;
            /** @description For how long, in ISO 8601 (`P7D`). */
            duration?: string | null;
            /** @description In which form: `tablet`, `solution`, … */
            form?: string | null;
            /** @description How often. */
            frequency?: components["schemas"]["Frequency"] | null;
            /** @description Which side. */
            laterality?: components["schemas"]["Laterality"] | null;
            /** @description Spinal or segmental level, as `L5-S1`. */
            level?: string | null;
            /** @description What a finding says of what it names: the English word for it, as in a value (`normal`, `positive`, `negative`, `elevated`). */
            result?: string | null;
            /** @description By which way. */
            route?: components["schemas"]["Route"] | null;
            /** @description How bad. */
            severity?: components["schemas"]["Severity"] | null;
            /** @description The mention of the body site it is at. */
            site?: components["schemas"]["MentionId"] | null;
            /** @description How large. */
            size?: components["schemas"]["Size"] | null;
            /** @description The mention of the specimen it was found in. */
            specimen?: components["schemas"]["MentionId"] | null;
            /** @description How much of a drug one tablet, puff or millilitre holds. */
            strength?: components["schemas"]["Value"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description An annotation that was carried. */
        CarriedAnswer: {
            /**
             * Format: double
             * @description From 0 to 1: how surely it says the same.
             */
            confidence: number;
            /** @description Its id in the source. */
            id: string;
            /** @description Its label. */
            label: string;
            /** @description Where it stands now. */
            stretches: components["schemas"]["Span"][];
        };
        /**
         * Format: uint32
         * @description An offset in Unicode code points.
         */
        CharOffset: number;
        /** @description One code of one system. */
        Code: {
            /** @description The code, as the system writes it. */
            code: string;
            /** @description The system's short name. */
            system: components["schemas"]["CodeSystem"];
        };
        /** @description A code of a concept. */
        CodeAnswer: {
            /** @description Whether it was checked against a reference. */
            checked: boolean;
            /** @description The code, as the system writes it. */
            code: string;
            /** @description The system's short name. */
            system: string;
        };
        /** @description A code system by its short name. A user's own terminology may bring any other. */
        CodeSystem: string;
        /** @description How a value stands to the number written. */
        Comparator: "<" | "<=" | ">" | ">=" | "~";
        /** @description Tellings of one case. */
        CompareRequest: {
            /** @description Two to seven; of two, the second is held against the first. */
            tellings: components["schemas"]["DocumentIn"][];
        };
        /** @description Tellings, compared. In JSON as it stands here. */
        Comparison: {
            /** @description What they say, in order. */
            facts: components["schemas"]["Fact"][];
            /** @description The faults, the most dangerous first, then in the order of the text. */
            faults: components["schemas"]["Finding"][];
            /** @description The stretches that say one thing, by row and telling; nothing where a telling lacks it. */
            rows: (components["schemas"]["Span"] | null)[][];
            /**
             * @description The name and version of this form.
             * @constant
             */
            schema: "epicrisis.comparison/1";
            /** @description The tellings, in the order given; everything else names them by their place here. */
            tellings: components["schemas"]["Told"][];
        };
        /** @description What a mention means, in no language. */
        Concept: {
            /**
             * @description The codes, in the lexicon's order.
             * @default []
             */
            codes: components["schemas"]["Code"][];
            /** @description The lexicon's id, kebab-case. */
            id: string;
            /** @description The English label. */
            label: string;
        };
        /** @description A concept of the lexicon. */
        ConceptAnswer: {
            /** @description Its codes. */
            codes: components["schemas"]["CodeAnswer"][];
            /** @description The lexicon's id. */
            id: string;
            /** @description What it is, as mentions name it. */
            kind: string;
            /** @description Its label in the language asked for, else in English. */
            label: string;
            /** @description Its label in each language that has one. */
            labels: {
                [key: string]: string;
            };
            /** @description The name by which it was found. */
            matched?: string | null;
            /** @description Its names in each language; only where one concept was asked for, and its sources are built in. */
            terms?: {
                [key: string]: string[];
            } | null;
        };
        /** @description A correction in the history of a document. */
        Correction: {
            /** @description What. */
            action: components["schemas"]["Done"];
            /** @description When, by the clock of the service. */
            at: string;
            /** @description What it means since then. */
            concept?: components["schemas"]["NamedConcept"] | null;
            /**
             * Format: uint32
             * @description The code point behind the last.
             */
            end?: number | null;
            /** @description Which mention. */
            key: string;
            /** @description What the mention is since then; nothing where something was taken back. */
            kind?: components["schemas"]["Kind"] | null;
            /** @description Whether it is there. */
            presence?: components["schemas"]["Presence"] | null;
            /** @description Who. */
            reviewer: string;
            /**
             * Format: uint32
             * @description The first code point.
             */
            start?: number | null;
            /** @description Whether it was taken back since. */
            undone: boolean;
            /**
             * Format: int64
             * @description The version that it made.
             */
            version: number;
        };
        /** @description A correction. */
        CorrectionRequest: {
            /** @description What is done. */
            action: components["schemas"]["Action"];
            /**
             * @description The id of its concept, or null for none; not given, it stays.
             * @default null
             */
            concept?: string | null;
            /**
             * @description The code point behind the last.
             * @default null
             */
            end?: number | null;
            /**
             * @description The mention; not where one is added.
             * @default null
             */
            key?: string | null;
            /**
             * @description What it is; where one is added, or to change it.
             * @default null
             */
            kind?: components["schemas"]["Kind"] | null;
            /**
             * @description Whether it is there; where one is added, it is present unless this is given.
             * @default null
             */
            presence?: components["schemas"]["Presence"] | null;
            /** @description Who says so. */
            reviewer: string;
            /**
             * @description The first code point; where one is added, or to change its span, with `end`.
             * @default null
             */
            start?: number | null;
            /** @description The version of the document that the reviewer saw. */
            version: number;
        };
        /** @description How it runs. */
        Course: "acute" | "subacute" | "chronic" | "worsening" | "improving" | "stable" | "recurrent";
        /** @description A stretch of the text that decided presence, experiencer or time. */
        Cue: {
            /** @description The code point behind the last. */
            end: components["schemas"]["CharOffset"];
            /** @description What it decided. */
            role: components["schemas"]["CueRole"];
            /** @description The rule by which it decided; only where an explanation was asked for. */
            rule?: string | null;
            /** @description The stretch that it holds for; only where an explanation was asked for. */
            scope?: components["schemas"]["Span"] | null;
            /** @description The first code point. */
            start: components["schemas"]["CharOffset"];
            /** @description Its words; only where an explanation was asked for. */
            text?: string | null;
        };
        /** @description What a cue decided. */
        CueRole: "negation" | "possible" | "likely" | "unlikely" | "conditional" | "hypothetical" | "not-assessed" | "present" | "family" | "other" | "past" | "planned" | "current" | "section";
        /** @description How much a fault matters to the patient, the most dangerous first. */
        Danger: "high" | "moderate" | "low";
        /** @description How strongly something possible is suspected. */
        Degree: "likely" | "possible" | "unlikely";
        /** @description The document a record is about. */
        Document: {
            /** @description The id the input carried, else taken from its path. */
            id: string;
            /** @description BCP 47; `und` where it could not be told. */
            language: string;
            /** @description From 0 to 1. */
            language_confidence: components["schemas"]["Number"];
            /**
             * Format: uint32
             * @description In code points.
             */
            length: number;
            /** @description Of the text as read, in UTF-8; lower-case hexadecimal. */
            sha256: string;
        };
        /** @description A document to read. */
        DocumentIn: {
            /**
             * @description What the record calls it; by its place where it is not given.
             * @default null
             */
            id?: string | null;
            /**
             * @description The code of its language; told from the text where it is not given, or `auto`.
             * @default null
             * @enum {string|null}
             */
            language?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto" | null;
            /** @description Its text. */
            text: string;
        };
        /** @description The documents that are kept. */
        DocumentsAnswer: {
            /** @description The one last changed first. */
            documents: components["schemas"]["ListedDocument"][];
        };
        /** @description What was done. */
        Done: "accept" | "reject" | "change" | "add" | "undo";
        /** @description How good the engine is by what people made of its records. */
        EvaluationAnswer: {
            /**
             * Format: uint64
             * @description Documents that were corrected.
             */
            documents: number;
            /** @description Kind by kind, those of which something was said. */
            kinds: components["schemas"]["KindScore"][];
            /** @description Over all kinds. */
            total: components["schemas"]["KindScore"] | null;
        };
        /** @description Whom the mention is about. */
        Experiencer: "patient" | "family" | "other";
        /** @description A document with what people made of it. */
        ExportAnswer: {
            /** @description Where it all comes from. */
            provenance: components["schemas"]["Provenance"];
            /** @description The record after the corrections: rejected mentions are gone, changed ones changed, added ones there. */
            record: components["schemas"]["Record"];
            /** @description The document's text. */
            text: string;
        };
        /** @description A record, or those of several documents. */
        ExtractAnswer: components["schemas"]["Record"] | components["schemas"]["Records"];
        /** @description Documents to read, in one body. */
        ExtractRequest: components["schemas"]["DocumentIn"] | components["schemas"]["Several"];
        /** @description A fact that one telling or more say. */
        Fact: {
            /** @description How far the tellings agree. */
            agreement: components["schemas"]["Agreement"];
            /** @description The concept's id. */
            concept: string;
            /** @description What they say differently. */
            differs: components["schemas"]["Aspect"][];
            /** @description What it is. */
            kind: components["schemas"]["Kind"];
            /** @description The concept's English label. */
            label: string;
            /**
             * Format: uint
             * @description The row in which it stands first.
             */
            row: number;
            /** @description Who says it, by telling. */
            said: components["schemas"]["Said"][];
        };
        /** @description What a document that failed has in the place of its record. */
        Failed: {
            /** @description What is wrong with it. */
            error: components["schemas"]["Problem"];
            /** @description The document's id, or `line-` and the number of its line. */
            id: string;
        };
        /**
         * @description A fault, by what went wrong.
         * @enum {string}
         */
        Fault: "negation-lost" | "negation-gained" | "drug-changed" | "value-changed" | "unit-changed" | "number-typography" | "side-changed" | "drug-unknown" | "omission" | "addition" | "concept-changed" | "odd-word" | "certainty-changed" | "person-changed" | "time-changed" | "order-changed" | "untranslated";
        /** @description Precision, recall and F1; nothing where nothing was counted. */
        FiguresAnswer: {
            /**
             * Format: double
             * @description Their harmonic mean.
             */
            f1: number | null;
            /**
             * Format: double
             * @description Of what was made, how much is right.
             */
            precision: number | null;
            /**
             * Format: double
             * @description Of what there is, how much was found.
             */
            recall: number | null;
        };
        /** @description A fault, and where. */
        Finding: {
            /** @description What it is about: a label in English, or words of the text. */
            about: string;
            /** @description What went wrong. */
            code: components["schemas"]["Fault"];
            /** @description How much it matters to the patient. */
            danger: components["schemas"]["Danger"];
            /** @description The telling or tellings in which the fault lies: those that differ from most others. Of two tellings, the second. */
            differs: number[];
            /** @description Where each telling speaks of it, by telling; where it says nothing, what stands there instead is not given. */
            places: components["schemas"]["Place"][];
            /**
             * Format: uint
             * @description The row in which it stands, by its place in the comparison.
             */
            row: number;
        };
        /** @description A format of records. */
        FormatAnswer: {
            /** @description Its media type, for `Accept`. */
            media_type: string;
            /** @description Its name, for `?format=`. */
            name: string;
            /** @description Whether it can hold several documents. */
            several: boolean;
        };
        /** @description How often a drug is given: the parts that are known. */
        Frequency: {
            /** @description Whether only when needed. */
            as_needed?: boolean | null;
            /** @description How the doses lie over the day, as `1-0-1`. */
            pattern?: string | null;
            /** @description How long the period is, in `period_unit`. */
            period?: components["schemas"]["Number"] | null;
            /** @description The unit of the period, in UCUM: `h`, `d`, `wk`, `mo`, … */
            period_unit?: string | null;
            /** @description The words of the text. */
            text?: string | null;
            /** @description How many times in a period. */
            times?: components["schemas"]["Number"] | null;
        };
        /** @description What the service is and can. */
        Info: {
            /** @description The formats of records. */
            formats: components["schemas"]["FormatAnswer"][];
            /** @description The kinds that mentions may have. */
            kinds: components["schemas"]["Kind"][];
            /** @description The codes of the languages that are read. */
            languages: string[];
            /** @description How much is done at once. */
            limits: components["schemas"]["LimitsAnswer"];
            /** @description The presences that mentions may have. */
            presences: components["schemas"]["Presence"][];
            /** @description Whether documents and their corrections are kept. */
            store: boolean;
            /** @description Whether a token is needed. */
            token: boolean;
            /** @description The version of the program. */
            version: string;
        };
        /** @description What a value means, as HL7 and FHIR write it. Derived, unless the text itself says it in words. */
        Interpretation: "N" | "L" | "H" | "LL" | "HH" | "A" | "POS" | "NEG";
        /** @description A document that is kept. */
        KeptDocument: {
            /** @description What was said, in order. */
            history: components["schemas"]["Correction"][];
            /** @description What it is called. */
            id: string;
            /** @description What its concepts are called in the language asked for, by id. */
            labels?: {
                [key: string]: string;
            };
            /** @description What made the record: the program and its version. */
            made_with: string;
            /** @description Its mentions, as they are after the corrections; rejected ones too. */
            mentions: components["schemas"]["ReviewMention"][];
            /** @description Its record, as the engine made it when the document came. */
            record: components["schemas"]["Record"];
            /** @description Its text. */
            text: string;
            /**
             * Format: int64
             * @description Raised by each correction and each undoing; corrections name the one that was seen.
             */
            version: number;
        };
        /** @description What a mention is. */
        Kind: "problem" | "finding" | "measurement" | "medication" | "procedure" | "organism" | "body-site" | "device" | "time" | "demographic" | "substance";
        /** @description How good the engine is at a kind. */
        KindScore: {
            /**
             * Format: uint64
             * @description Mentions that people left standing or added.
             */
            gold: number;
            /** @description The kind, or `all`. */
            kind: string;
            /**
             * Format: uint64
             * @description Mentions of the engine of which people said something.
             */
            made: number;
            /** @description Where they share a character. */
            overlapping: components["schemas"]["FiguresAnswer"];
            /** @description Where both cover the same characters. */
            strict: components["schemas"]["FiguresAnswer"];
        };
        /** @description Which side. */
        Laterality: "left" | "right" | "bilateral";
        /** @description How much is done at once. */
        LimitsAnswer: {
            /**
             * Format: uint
             * @description How many requests may be under way at once.
             */
            concurrency: number;
            /**
             * Format: uint
             * @description The largest body, or line of JSON lines, in bytes.
             */
            max_body: number;
            /**
             * Format: uint
             * @description The most tellings that are compared at once.
             */
            tellings: number;
            /**
             * Format: double
             * @description How long a request may take, in seconds.
             */
            timeout_seconds: number;
        };
        /** @description A document in the list. */
        ListedDocument: {
            /**
             * Format: uint64
             * @description How many corrections stand.
             */
            corrections: number;
            /** @description What it is called. */
            id: string;
            /** @description Its language, BCP 47. */
            language: string;
            /** @description How its text begins. */
            title: string;
            /** @description When it was last changed. */
            updated: string;
            /**
             * Format: int64
             * @description Raised by each correction and each undoing.
             */
            version: number;
        };
        /** @description An annotation that was not carried. */
        Lost: {
            /** @description Its id in the source. */
            id: string;
            /** @description Its label. */
            label: string;
        };
        /** @description One thing the document says. */
        Mention: {
            /**
             * @description What else the text says of it.
             * @default {}
             */
            attributes: components["schemas"]["Attributes"];
            /**
             * @description What it means; `None` where nothing in the lexicon names it. Shared, since a document says things repeatedly.
             * @default null
             */
            concept: components["schemas"]["Concept"] | null;
            /** @description From 0 to 1. */
            confidence: components["schemas"]["Number"];
            /**
             * @description What in the text decided presence, experiencer and time.
             * @default []
             */
            cues: components["schemas"]["Cue"][];
            /** @description The code point behind the last. */
            end: components["schemas"]["CharOffset"];
            /** @description Whom it is about. */
            experiencer: components["schemas"]["Experiencer"];
            /** @description The stretches it is made of, in order; empty (and not written) where it is one stretch. */
            fragments?: components["schemas"]["Span"][];
            /** @description Unique in the record; the same for the same text and version. */
            id: components["schemas"]["MentionId"];
            /** @description What it is. */
            kind: components["schemas"]["Kind"];
            /** @description Whether it is there. */
            presence: components["schemas"]["Presence"];
            /** @description The first code point. */
            start: components["schemas"]["CharOffset"];
            /** @description The covered text; fragments joined with [`FRAGMENT_JOINER`]. */
            text: string;
            /** @description When it was. */
            time: components["schemas"]["Time"];
            /**
             * @description Its value; of measurements, and of times in normal form.
             * @default null
             */
            value: components["schemas"]["Value"] | null;
        };
        /** @description The id of a mention, unique in its record. */
        MentionId: string;
        /** @description Where a mention comes from. */
        MentionProvenance: {
            /** @description When. */
            at?: string | null;
            /** @description Who said so. */
            by?: string | null;
            /** @description Its key in the history. */
            key: string;
            /** @description The mention of the record. */
            mention: string;
            /** @description Who found it. */
            origin: components["schemas"]["Origin"];
            /** @description What was said of it last. */
            state: components["schemas"]["State"];
        };
        /** @description A concept with its name. */
        NamedConcept: {
            /** @description The lexicon's id. */
            id: string;
            /** @description The English label. */
            label: string;
        };
        /** @description A document to be kept. */
        NewDocumentRequest: {
            /**
             * @description What it is called; made from the text where it is not given.
             * @default null
             */
            id?: string | null;
            /**
             * @description The code of its language, or `auto`.
             * @default null
             * @enum {string|null}
             */
            language?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto" | null;
            /** @description Its text. */
            text: string;
        };
        /**
         * Format: double
         * @description A finite number.
         */
        Number: number;
        /** @description Who found a mention. */
        Origin: "engine" | "reviewer";
        /** @description How far two reviewers agree. */
        PairAgreement: {
            /** @description One. */
            a: string;
            /**
             * Format: uint64
             * @description Mentions of which they say the same.
             */
            agreed: number;
            /** @description The other. */
            b: string;
            /**
             * Format: uint64
             * @description Documents that both reviewed.
             */
            documents: number;
            /**
             * Format: double
             * @description The F1 of the mentions that one leaves standing against those of the other; nothing where neither leaves one.
             */
            f1: number | null;
            /**
             * Format: uint64
             * @description Mentions of which both said something, and those that one added and the other did not.
             */
            of: number;
        };
        /** @description A stretch of a telling. */
        Place: {
            /** @description The code point behind the last. */
            end: components["schemas"]["CharOffset"];
            /** @description The first code point. */
            start: components["schemas"]["CharOffset"];
            /**
             * Format: uint
             * @description The telling, by its place in the comparison.
             */
            telling: number;
            /** @description The letters between. */
            text: string;
        };
        /** @description Whether what is mentioned is there. */
        Presence: "present" | "absent" | "possible" | "conditional" | "hypothetical" | "not-assessed";
        /** @description What is wrong, and what to do about it, as RFC 9457 has it. */
        Problem: {
            /** @description What is wrong here, and what to do. */
            detail: string;
            /**
             * Format: uint16
             * @description The status of the answer.
             */
            status: number;
            /** @description What the kind means. */
            title: string;
            /** @description The kind of the problem: `urn:epicrisis:problem:` and its name. */
            type: string;
            /**
             * Format: int64
             * @description Of a `version-conflict`, the version that the document has now.
             */
            version?: number | null;
        };
        /** @description Annotations, carried. */
        ProjectAnswer: {
            /** @description The tellings, in the order given. */
            targets: components["schemas"]["Target"][];
        };
        /** @description Annotations to be carried to other tellings. */
        ProjectRequest: {
            /** @description The annotated telling. */
            source: components["schemas"]["Annotated"];
            /** @description The tellings that take the annotations; at most seven. */
            targets: components["schemas"]["DocumentIn"][];
        };
        /** @description Where a record comes from. */
        Provenance: {
            /** @description What was said, in order. */
            history: components["schemas"]["Correction"][];
            /** @description What made the record before the corrections: the program and its version. */
            made_with: string;
            /** @description Who said what of which mention last. */
            mentions: components["schemas"]["MentionProvenance"][];
            /**
             * Format: int64
             * @description The version of the document.
             */
            version: number;
        };
        /** @description A number with its UCUM unit. */
        Quantity: {
            /** @description The number, in `unit`. */
            number: components["schemas"]["Number"];
            /** @description The unit, in UCUM; `1` for a pure number. */
            unit: string;
        };
        /** @description What Epicrisis says about one document. */
        Record: {
            /** @description The document. */
            document: components["schemas"]["Document"];
            /** @description What the document says, ordered by start, then the longer first. */
            mentions: components["schemas"]["Mention"][];
            /** @description How mentions stand to each other. */
            relations: components["schemas"]["Relation"][];
            /**
             * @description The name and version of this form.
             * @constant
             */
            schema: "epicrisis.record/1";
            /** @description What the parts of the document are about, in order. */
            sections: components["schemas"]["Section"][];
            /** @description The patient. */
            subject: components["schemas"]["Subject"];
            /** @description What a reader of the record should know about how it came about. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description A record, or why there is none. */
        RecordOrFailed: components["schemas"]["Record"] | components["schemas"]["Failed"];
        /** @description The records of several documents. */
        Records: {
            /** @description In the order of the documents. */
            records: components["schemas"]["RecordOrFailed"][];
        };
        /** @description The range in which a value is normal. */
        ReferenceRange: {
            /**
             * @description The highest normal value, in `unit`; `None` where the range is open above.
             * @default null
             */
            high: components["schemas"]["Number"] | null;
            /**
             * @description The lowest normal value, in `unit`; `None` where the range is open below.
             * @default null
             */
            low: components["schemas"]["Number"] | null;
            /** @description Where the range is from; `document` where the document itself gives it. */
            source: string;
            /** @description The unit, in UCUM. */
            unit: string;
        };
        /** @description How one mention stands to another: *from* KIND *to*. */
        Relation: {
            /** @description The mention it is said of. */
            from: components["schemas"]["MentionId"];
            /** @description How. */
            kind: components["schemas"]["RelationKind"];
            /** @description The mention it leads to. */
            to: components["schemas"]["MentionId"];
        };
        /** @description How one mention stands to another; read it as *from* KIND *to*. */
        RelationKind: "caused-by" | "treated-with" | "given-for" | "located-at" | "found-on" | "isolated-from" | "tested-against" | "result-of" | "at-time" | "dose-of" | "same-as";
        /** @description A mention as people left it. */
        ReviewMention: {
            /** @description When. */
            at?: string | null;
            /** @description Who said so last. */
            by?: string | null;
            /** @description What it means. */
            concept: components["schemas"]["NamedConcept"] | null;
            /**
             * Format: uint32
             * @description The code point behind the last.
             */
            end: number;
            /** @description The stretches it is made of, where it is not one. */
            fragments?: components["schemas"]["Span"][];
            /** @description `t` and the number of the record's mention, or `r` and a number for one that was added. */
            key: string;
            /** @description What it is. */
            kind: components["schemas"]["Kind"];
            /** @description Who found it. */
            origin: components["schemas"]["Origin"];
            /** @description Whether it is there. */
            presence: components["schemas"]["Presence"];
            /**
             * Format: uint32
             * @description The first code point.
             */
            start: number;
            /** @description What was said of it last. */
            state: components["schemas"]["State"];
            /** @description The covered text. */
            text: string;
        };
        /** @description By which way a drug is given. */
        Route: "oral" | "intravenous" | "intramuscular" | "subcutaneous" | "inhaled" | "topical" | "rectal" | "sublingual" | "intrathecal" | "transdermal" | "ophthalmic" | "otic" | "nasal" | "vaginal" | "enteral";
        /** @description A fact, as one telling says it. */
        Said: {
            /** @description The code point behind the last. */
            end: components["schemas"]["CharOffset"];
            /** @description Whom it is about. */
            experiencer: components["schemas"]["Experiencer"];
            /** @description The mention in its record. */
            mention: components["schemas"]["MentionId"];
            /** @description Whether it is there. */
            presence: components["schemas"]["Presence"];
            /** @description Which side. */
            side?: components["schemas"]["Laterality"] | null;
            /** @description The first code point. */
            start: components["schemas"]["CharOffset"];
            /**
             * Format: uint
             * @description The telling, by its place in the comparison.
             */
            telling: number;
            /** @description Its words. */
            text: string;
            /** @description When it was. */
            time: components["schemas"]["Time"];
        };
        /** @description Concepts that were found, the best first. */
        SearchAnswer: {
            /** @description The concepts. */
            concepts: components["schemas"]["ConceptAnswer"][];
        };
        /** @description A part of the document. */
        Section: {
            /** @description The code point behind the last. */
            end: components["schemas"]["CharOffset"];
            /**
             * @description Its heading as written; `null` where a cue in the running text told it.
             * @default null
             */
            heading: string | null;
            /** @description What it is about. */
            kind: components["schemas"]["SectionKind"];
            /** @description The first code point. */
            start: components["schemas"]["CharOffset"];
        };
        /** @description What a stretch of the document is about. */
        SectionKind: "history" | "present-illness" | "past-history" | "family-history" | "social-history" | "allergies" | "medication" | "examination" | "vitals" | "laboratory" | "microbiology" | "imaging" | "ecg" | "procedures" | "pathology" | "course" | "diagnosis" | "treatment" | "plan" | "discharge" | "other";
        /** @description Several documents to read. */
        Several: {
            /** @description The documents. */
            documents: components["schemas"]["DocumentIn"][];
        };
        /** @description How bad it is. */
        Severity: "mild" | "moderate" | "severe";
        /** @description The patient's sex. */
        Sex: "male" | "female" | "other" | "unknown";
        /** @description A sex, and where it is said. */
        SexValue: {
            /** @description The mention it came from. */
            mention: components["schemas"]["MentionId"];
            /** @description Which. */
            value: components["schemas"]["Sex"];
        };
        /** @description One measure (`3 cm`) or several (`3 x 4 cm`). In JSON a value, or a list of them. */
        Size: components["schemas"]["Value"] | components["schemas"]["Value"][];
        /** @description A half-open stretch of the text, in code points. In JSON `[start, end]`. */
        Span: [
            components["schemas"]["CharOffset"],
            components["schemas"]["CharOffset"]
        ];
        /** @description What was said of a mention last. */
        State: "open" | "accepted" | "rejected" | "changed" | "added";
        /** @description The patient; every value points at the mention it came from. `null` where the text does not say. */
        Subject: {
            /**
             * @description How old.
             * @default null
             */
            age: components["schemas"]["Age"] | null;
            /**
             * @description Which sex.
             * @default null
             */
            sex: components["schemas"]["SexValue"] | null;
        };
        /** @description A telling that took annotations. */
        Target: {
            /** @description Its annotations, as brat has them. */
            annotations: string;
            /** @description What was carried. */
            carried: components["schemas"]["CarriedAnswer"][];
            /** @description What it is called. */
            id: string;
            /** @description What was not. */
            lost: components["schemas"]["Lost"][];
        };
        /** @description When it was, seen from the episode that is told. */
        Time: "current" | "past" | "planned";
        /** @description A telling, as it was compared. */
        Told: {
            /** @description Its language, BCP 47. */
            language: string;
            /**
             * Format: uint32
             * @description Its length in code points.
             */
            length: number;
            /** @description What it is called. */
            name: string;
        };
        /** @description Takes back a reviewer's last correction. */
        UndoRequest: {
            /** @description Whose last correction. */
            reviewer: string;
            /** @description The version of the document that the reviewer saw. */
            version: number;
        };
        /**
         * @description A value as the text has it, and what is derived from it.
         *
         *     `number`, `low`, `high`, `unit_text`, `unit`, `canonical` and `interpretation` are always written, as `null` where
         *     they are not known; `comparator`, `assumed_unit`, `text` and `reference_range` only where they are. On reading,
         *     absent and `null` are the same.
         *
         *     Of a mention of kind `time` the ISO 8601 form stands in `text` (`2019-03-01`, `P7D`).
         */
        Value: {
            /** @description The UCUM unit taken where the text has none and only one is plausible. Derived. */
            assumed_unit?: string | null;
            /**
             * @description The number in the analyte's usual unit; `None` where that cannot be known. Derived.
             * @default null
             */
            canonical: components["schemas"]["Quantity"] | null;
            /** @description How the value stands to the number. */
            comparator?: components["schemas"]["Comparator"] | null;
            /** @description The end of that stretch. */
            end?: components["schemas"]["CharOffset"] | null;
            /**
             * @description The upper end of a range, in `unit`.
             * @default null
             */
            high: components["schemas"]["Number"] | null;
            /**
             * @description What the value means; `None` where no reference range applies. Derived.
             * @default null
             */
            interpretation: components["schemas"]["Interpretation"] | null;
            /**
             * @description The lower end of a range, in `unit`.
             * @default null
             */
            low: components["schemas"]["Number"] | null;
            /**
             * @description The number, in `unit`.
             * @default null
             */
            number: components["schemas"]["Number"] | null;
            /** @description The range the interpretation was taken from. */
            reference_range?: components["schemas"]["ReferenceRange"] | null;
            /**
             * @description Where it is written, in code points: the number with its sign of comparison and its unit. `None` where that is the
             *     mention itself, or is said in words.
             */
            start?: components["schemas"]["CharOffset"] | null;
            /** @description A result in words, as the English word for it (`positive`), or the ISO 8601 form of a date or duration. */
            text?: string | null;
            /**
             * @description The unit in UCUM; `None` where the text has none: never invented.
             * @default null
             */
            unit: string | null;
            /**
             * @description The unit as written; `None` where the text has none.
             * @default null
             */
            unit_text: string | null;
        };
        /** @description A record, and what its concepts are called. */
        View: {
            /** @description What the concepts of the record are called in the language asked for, by id; in English where it has no word. */
            labels: {
                [key: string]: string;
            };
            /** @description The record, with the rule and the scope of each cue. */
            record: components["schemas"]["Record"];
        };
        /** @description A document to be shown. */
        ViewRequest: {
            /**
             * @description What the record calls it.
             * @default null
             */
            id?: string | null;
            /**
             * @description The language in which concepts are named; English without.
             * @default null
             * @enum {string|null}
             */
            interface?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto" | null;
            /**
             * @description The code of its language, or `auto`.
             * @default null
             * @enum {string|null}
             */
            language?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto" | null;
            /** @description Its text. */
            text: string;
        };
        /** @description What a reader of the record should know about how it came about. */
        Warning: {
            /** @description What it is about. */
            code: components["schemas"]["WarningCode"];
            /** @description The code point behind the last. */
            end: components["schemas"]["CharOffset"];
            /** @description What and why, in English. */
            message: string;
            /** @description The first code point it is about; 0 with `end` 0 where it is about the whole document. */
            start: components["schemas"]["CharOffset"];
        };
        /** @description What a warning is about. */
        WarningCode: string;
    };
    responses: {
        /** @description The request cannot be read */
        "bad-request": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another document has this id */
        "id-taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A fault of the program */
        internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is of a type that is not read here */
        "media-type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The place is not used by this method */
        "method-not-allowed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service keeps no documents */
        "no-store": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description None of the formats accepted can be given */
        "not-acceptable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing */
        "not-found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service is busy */
        overloaded: {
            headers: {
                /** @description In seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body did not come in time */
        "slow-body": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service is stopping */
        stopping: {
            headers: {
                /** @description In seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It took longer than is allowed */
        "time-limit": {
            headers: {
                /** @description In seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        "too-large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A token is needed */
        unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What is asked cannot be done */
        unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The document has changed since it was read */
        "version-conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request does not come from a page of this service */
        "wrong-origin": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts and times. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            500: components["responses"]["internal"];
            503: components["responses"]["stopping"];
        };
    };
    agreement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementAnswer"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["no-store"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    compare: {
        parameters: {
            query?: {
                /** @description The format of the answer, instead of `Accept`: `json`, `html` or `text`. */
                format?: "json" | "html" | "text";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tellings": [
                 *         {
                 *           "id": "es",
                 *           "text": "Niega fiebre. Dolor en la pierna izquierda."
                 *         },
                 *         {
                 *           "id": "en",
                 *           "text": "She denies fever. Pain in the right leg."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CompareRequest"];
            };
        };
        responses: {
            /** @description What they agree on and where they differ. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                    "text/html; charset=utf-8": string;
                    "text/plain; charset=utf-8": string;
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            406: components["responses"]["not-acceptable"];
            408: components["responses"]["slow-body"];
            413: components["responses"]["too-large"];
            415: components["responses"]["media-type"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    listDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentsAnswer"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["no-store"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    keepDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "case-1",
                 *       "text": "Niega fiebre. Refiere tos."
                 *     }
                 */
                "application/json": components["schemas"]["NewDocumentRequest"];
            };
        };
        responses: {
            /** @description It is kept already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDocument"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDocument"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["no-store"];
            408: components["responses"]["slow-body"];
            409: components["responses"]["id-taken"];
            413: components["responses"]["too-large"];
            415: components["responses"]["media-type"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    document: {
        parameters: {
            query?: {
                /** @description The language in which concepts are named in `labels`. */
                interface?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto";
                /** @description Only what this reviewer said; without, what all said, the last word counting. */
                reviewer?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The document's id.
                 * @example case-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDocument"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["not-found"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    correct: {
        parameters: {
            query?: {
                /** @description The language in which concepts are named in `labels`. */
                interface?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto";
                /** @description Only what this reviewer said; without, what all said, the last word counting. */
                reviewer?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The document's id.
                 * @example case-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "accept",
                 *       "key": "t1",
                 *       "reviewer": "Ana",
                 *       "version": 1
                 *     }
                 */
                "application/json": components["schemas"]["CorrectionRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDocument"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["not-found"];
            408: components["responses"]["slow-body"];
            409: components["responses"]["version-conflict"];
            413: components["responses"]["too-large"];
            415: components["responses"]["media-type"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    exportDocument: {
        parameters: {
            query?: {
                /** @description `json` (the record with its provenance), or `brat` (the annotations). */
                format?: "json" | "brat";
                /** @description Only what this reviewer said. */
                reviewer?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The document's id.
                 * @example case-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportAnswer"];
                    "text/plain; charset=utf-8": string;
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["not-found"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    undo: {
        parameters: {
            query?: {
                /** @description The language in which concepts are named in `labels`. */
                interface?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto";
                /** @description Only what this reviewer said; without, what all said, the last word counting. */
                reviewer?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The document's id.
                 * @example case-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reviewer": "Ana",
                 *       "version": 2
                 *     }
                 */
                "application/json": components["schemas"]["UndoRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDocument"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["not-found"];
            408: components["responses"]["slow-body"];
            409: components["responses"]["version-conflict"];
            413: components["responses"]["too-large"];
            415: components["responses"]["media-type"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationAnswer"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["no-store"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    extract: {
        parameters: {
            query?: {
                /** @description Whether each cue of a record says its rule and its scope. */
                explain?: boolean;
                /** @description The format of the answer, instead of `Accept`. */
                format?: "json" | "jsonl" | "html" | "text" | "fhir" | "fhir-r5" | "fhir-transaction" | "phenopacket" | "brat" | "xmi";
                /** @description Of a document sent as text, what the record calls it. */
                id?: string;
                /**
                 * @description When what is written is said to be made, for formats that name a time, as `2026-03-01T12:00:00Z`; the clock is never
                 *     asked.
                 */
                issued?: string;
                /** @description The code of the language of documents that do not say theirs, or `auto`. */
                language?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "a",
                 *       "text": "Niega fiebre. Leucocitos 12.300/mm3."
                 *     }
                 */
                "application/json": components["schemas"]["ExtractRequest"];
                /** @example {"id": "a", "text": "Niega fiebre."} */
                "application/x-ndjson": string;
                /** @example Niega fiebre. Leucocitos 12.300/mm3. */
                "text/plain": string;
            };
        };
        responses: {
            /** @description The records. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/fhir+json": Record<string, never>;
                    "application/fhir+json; fhirVersion=4.0": Record<string, never>;
                    "application/fhir+json; fhirVersion=5.0": Record<string, never>;
                    "application/json": components["schemas"]["ExtractAnswer"];
                    "application/vnd.ga4gh.phenopacket+json": Record<string, never>;
                    "application/vnd.xmi+xml": string;
                    "application/x-ndjson": string;
                    "text/html; charset=utf-8": string;
                    "text/plain; charset=utf-8": string;
                    "text/vnd.brat.standoff; charset=utf-8": string;
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            406: components["responses"]["not-acceptable"];
            408: components["responses"]["slow-body"];
            413: components["responses"]["too-large"];
            415: components["responses"]["media-type"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Info"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    concept: {
        parameters: {
            query?: {
                /** @description The language in which `label` is given; English without. */
                language?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto";
            };
            header?: never;
            path: {
                /**
                 * @description The lexicon's id of the concept.
                 * @example fever
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConceptAnswer"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            404: components["responses"]["not-found"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    searchLexicon: {
        parameters: {
            query: {
                /** @description Only concepts of this kind. */
                kind?: "problem" | "finding" | "measurement" | "medication" | "procedure" | "organism" | "body-site" | "device" | "substance" | "demographic";
                /** @description The language whose labels are looked at first, and in which `label` is given; English without. */
                language?: "es" | "fr" | "it" | "pt" | "ro" | "en" | "auto";
                /** @description The most that are answered, up to 200; 20 without. */
                limit?: number;
                /** @description A term in any language, a part of a label, an id or a code. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "source": {
                 *         "annotations": "T1\tMEDICATION 9 25\tcitrato potásico\n",
                 *         "language": "es",
                 *         "text": "Se pauta citrato potásico."
                 *       },
                 *       "targets": [
                 *         {
                 *           "id": "en",
                 *           "text": "Potassium citrate was prescribed."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ProjectRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectAnswer"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            408: components["responses"]["slow-body"];
            413: components["responses"]["too-large"];
            415: components["responses"]["media-type"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
    view: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "interface": "fr",
                 *       "text": "Niega fiebre."
                 *     }
                 */
                "application/json": components["schemas"]["ViewRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["bad-request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["wrong-origin"];
            408: components["responses"]["slow-body"];
            413: components["responses"]["too-large"];
            415: components["responses"]["media-type"];
            422: components["responses"]["unprocessable"];
            500: components["responses"]["internal"];
            503: components["responses"]["overloaded"];
        };
    };
}
