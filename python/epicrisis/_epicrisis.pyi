# What is built in Rust (crates/python); `mypy.stubtest` holds this against it.

from os import PathLike
from typing import Any, Iterable, Iterator, List, Optional, Tuple, Union, final

__all__ = ["ArrowStream", "Engine", "Many", "__version__"]

__version__: str

_Told = Tuple[str, object, Optional[str]]

@final
class Many(Iterator[Any]):
    def __iter__(self) -> Many: ...
    def __next__(self) -> Any: ...

@final
class ArrowStream:
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...

@final
class Engine:
    def __new__(
        cls,
        lexicon: Union[str, PathLike[str], None],
        model: Union[str, PathLike[str], None],
        with_model: bool,
        caution: float,
        language: Optional[str],
        max_size: int,
    ) -> Engine: ...
    @property
    def languages(self) -> List[str]: ...
    def extract(self, text: object, id: str, language: Optional[str], explain: bool) -> Any: ...
    def extract_json(self, text: object, id: str, language: Optional[str], explain: bool) -> str: ...
    def extract_many(
        self, documents: Iterable[object], explain: bool, return_errors: bool, threads: Optional[int]
    ) -> Many: ...
    def extract_arrow(
        self,
        data: object,
        text: str,
        id: Optional[str],
        language: Optional[str],
        keep: Optional[List[str]],
        explain: bool,
        threads: Optional[int],
    ) -> ArrowStream: ...
    def html(self, text: object, record: Optional[object], id: str, language: Optional[str]) -> str: ...
    def summary(self, text: object, record: Optional[object], id: str, language: Optional[str]) -> str: ...
    def compare(self, tellings: List[_Told], format: str) -> Any: ...
    def project(self, source: _Told, annotations: str, targets: List[_Told]) -> Any: ...
