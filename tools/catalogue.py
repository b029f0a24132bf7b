"""The English catalogue kept in step with the program.

``python tools/catalogue.py``          adds new sentences to the .po, drops those no longer said, compiles the .mo
``python tools/catalogue.py --check``  changes nothing; says what is missing, left over or not compiled, and fails

A sentence is its own message id, in Chinese. It is found where it is said (``phrase``, ``say``, ``Code`` …), however
it gets there: as a literal, through a constant, a loop or a local name, or through a function that says its argument.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "cmtool"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "cmtool.po"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
QUOTED = re.compile(r"“[^”]*”")
"""A name as it stands in a workbook or policy stays Chinese in English; so does a spelling that the sentence gives."""
IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]+")
PLACES = re.compile(r"\{(\w+)\}")

Said = tuple[str, int]
"""A function's name, and which of its positional arguments is a sentence."""

FIRST: frozenset[Said] = frozenset(
    {
        ("phrase", 0),
        ("Phrase", 0),
        ("say", 0),
        ("refused", 0),
        ("Code", 1),
        ("Code", 2),
        ("Column", 0),
    }
)
_PASSING_ON = frozenset({"next", "zip", "enumerate", "reversed", "sorted", "iter", "list", "tuple", "dict"})
KEYWORDS = frozenset({"help", "rich_help_panel"})
NOT_SAID = ("model/tables", "workflows/demo", "workflows/templates")
"""Folders whose Chinese is data: headers, names, the texts of example workbooks."""


@dataclass
class Module:
    path: Path
    tree: ast.Module
    constants: dict[str, ast.expr] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in self.tree.body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    for name in ast.walk(target):
                        if isinstance(name, ast.Name):
                            self.constants[name.id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                self.constants[node.target.id] = node.value

    @property
    def name(self) -> str:
        return self.path.relative_to(SOURCE).as_posix()


class Extraction:
    """Every sentence of the program, with the places where it is said."""

    def __init__(self) -> None:
        paths = (path for path in sorted(SOURCE.rglob("*.py")))
        self.modules = [Module(path, ast.parse(path.read_text("utf-8"))) for path in paths]
        self.constants: defaultdict[str, list[tuple[Module, ast.expr]]] = defaultdict(list)
        for module in self.modules:
            for name, value in module.constants.items():
                self.constants[name].append((module, value))
        self.said = set(FIRST)

    def sentences(self) -> dict[str, list[str]]:
        """Message id → ``room/module.py:line`` …, in the order of the source."""
        while self._find_sayers():
            pass
        found: defaultdict[str, list[str]] = defaultdict(list)
        for module in self.modules:
            if module.name.startswith(NOT_SAID):
                continue
            for scope in _scopes(module.tree):
                for argument in self._arguments(module, scope):
                    for text, line in self._strings(argument, module, scope, frozenset()):
                        place = f"{module.name}:{line}" if line else module.name
                        if CHINESE.search(text) and place not in found[text]:
                            found[text].append(place)
        return dict(found)

    def _find_sayers(self) -> bool:
        """Functions that say one of their own parameters become sayers too; whether any was new."""
        before = len(self.said)
        for module in self.modules:
            for scope in _scopes(module.tree):
                if not isinstance(scope, ast.FunctionDef):
                    continue
                names = [argument.arg for argument in scope.args.args if argument.arg not in ("self", "cls")]
                for argument in self._arguments(module, scope):
                    for name in _reached(argument, scope, frozenset()) & set(names):
                        self.said.add((scope.name, names.index(name)))
        return len(self.said) > before

    def _arguments(self, module: Module, scope: ast.AST) -> Iterator[ast.expr]:
        """What is said directly in a scope."""
        for node in _own(scope):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "Column" and not module.name.startswith("cli/"):
                continue
            for number, argument in enumerate(node.args):
                if (name, number) in self.said:
                    yield argument
            yield from (word.value for word in node.keywords if word.arg in KEYWORDS)

    def _strings(
        self, node: ast.expr, module: Module, scope: ast.AST, seen: frozenset[str]
    ) -> Iterator[tuple[str, int]]:
        """All texts that an expression may be: its literals, and those of the names it reads."""
        for part in _without_calls(node):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value, part.lineno
            elif isinstance(part, ast.Name) and part.id not in seen:
                for value in _bindings(scope, part.id):
                    yield from self._strings(value, module, scope, seen | {part.id})
                if part.id in module.constants or _is_imported(module, part.id):
                    yield from self._constant(part.id, module, seen)
            elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id not in seen:
                for function in module.tree.body:
                    if isinstance(function, ast.FunctionDef) and function.name == part.func.id:
                        for value in _returned(function):
                            yield from self._strings(value, module, function, seen | {part.func.id})
            elif isinstance(part, ast.Attribute) and part.attr.isupper() and part.attr not in seen:
                yield from self._constant(part.attr, None, seen)

    def _constant(self, name: str, module: Module | None, seen: frozenset[str]) -> Iterator[tuple[str, int]]:
        for home, value in self.constants[name]:
            if module is None or home is module or _is_imported(module, name):
                for text, _ in self._strings(value, home, home.tree, seen | {name}):
                    yield text, 0


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda))


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a scope, without those of functions inside it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting = [*ast.iter_child_nodes(node), *waiting]


def _without_calls(node: ast.expr) -> Iterator[ast.AST]:
    """An expression's nodes, but not what is inside its calls: what a call is given is not what it gives."""
    waiting: list[ast.AST] = [node]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, ast.Call):
            if isinstance(part.func, ast.Attribute) and part.func.attr in ("get", "items", "values"):
                waiting.insert(0, part.func.value)
            elif isinstance(part.func, ast.Name) and part.func.id in _PASSING_ON:
                waiting = [*part.args, *waiting]
            else:
                yield part
        elif isinstance(part, ast.IfExp):
            waiting = [part.body, part.orelse, *waiting]
        elif isinstance(part, ast.Subscript):
            waiting.insert(0, part.value)
        elif isinstance(part, ast.GeneratorExp | ast.ListComp):
            waiting.insert(0, part.elt)
        elif not isinstance(part, ast.JoinedStr | ast.Compare):
            yield part
            if not isinstance(part, ast.Attribute):
                waiting = [*ast.iter_child_nodes(part), *waiting]


def _bindings(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """Expressions that a local name is bound to: assigned, or walked through."""
    for node in _own(scope):
        if isinstance(node, ast.Assign):
            yield from (node.value for target in node.targets if _names(target, name))
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and _names(node.target, name):
            if node.value is not None:
                yield node.value
        elif isinstance(node, ast.For | ast.comprehension) and _names(node.target, name):
            yield node.iter


def _returned(function: ast.FunctionDef) -> Iterator[ast.expr]:
    yield from (node.value for node in _own(function) if isinstance(node, ast.Return) and node.value)


def _names(target: ast.AST, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


def _reached(node: ast.expr, scope: ast.AST, seen: frozenset[str]) -> set[str]:
    """Names that an expression reads, those included that its local names are bound to."""
    found: set[str] = set()
    for part in _without_calls(node):
        if isinstance(part, ast.Name) and part.id not in seen:
            bound = list(_bindings(scope, part.id))
            found |= {part.id} if not bound else set()
            for value in bound:
                found |= _reached(value, scope, seen | {part.id})
    return found


def _is_imported(module: Module, name: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and any((alias.asname or alias.name) == name for alias in node.names)
        for node in module.tree.body
    )


def read() -> Catalog:
    if not PO.exists():
        return _empty()
    with PO.open("rb") as stream:
        return read_po(stream, locale="en", ignore_obsolete=True)


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        project="cmtool",
        version=" ",
        charset="utf-8",
        fuzzy=False,
        header_comment="# cmtool in English.",
    )


def merged(before: Catalog, sentences: dict[str, list[str]]) -> Catalog:
    """The catalogue of exactly these sentences, with the English that is known."""
    catalog = _empty()
    for text in sorted(sentences):
        known = before.get(text)
        places = sorted({place.partition(":")[0] for place in sentences[text]})
        catalog.add(text, known.string if known else "", auto_comments=[", ".join(places)])
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=0, sort_output=True, omit_header=True)
    header = b'# cmtool in English.\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: en\\n"\n\n'
    return header + stream.getvalue().lstrip()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled catalogue; the same catalogue, the same bytes."""
    fixed = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for message in catalog:
        if message.id and message.string:
            fixed.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, fixed)
    return re.sub(rb"(POT-Creation-Date|PO-Revision-Date): [^\n]*\n", _same_length, stream.getvalue())


def _same_length(found: re.Match[bytes]) -> bytes:
    name, line = found[1], found[0]
    return (name + b": ").ljust(len(line) - 1, b"-") + b"\n"


def faults(catalog: Catalog, sentences: dict[str, list[str]]) -> list[str]:
    """What is not in step."""
    found = []
    for text, places in sorted(sentences.items()):
        message = catalog.get(text)
        if message is None or not message.string:
            found.append(f"no English: {text!r} ({places[0]})")
        elif set(PLACES.findall(text)) != set(PLACES.findall(str(message.string))):
            found.append(f"other places to fill: {text!r} → {message.string!r}")
        elif any(word not in text for word in IDEOGRAPHS.findall(QUOTED.sub("", str(message.string)))):
            found.append(f"not English, and no name that the sentence quotes: {message.string!r}")
    known = {str(message.id) for message in catalog if message.id}
    found += [f"no longer said: {text!r}" for text in sorted(known - set(sentences))]
    mo = PO.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != mo_bytes(catalog):
        found.append("cmtool.mo is not the compiled cmtool.po")
    return found


def main() -> int:
    sentences = Extraction().sentences()
    if "--check" in sys.argv[1:]:
        found = faults(read(), sentences)
        print("\n".join(found))
        return 1 if found else 0
    catalog = merged(read(), sentences)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalog))
    PO.with_suffix(".mo").write_bytes(mo_bytes(catalog))
    empty = sum(not message.string for message in catalog if message.id)
    print(f"{len(sentences)} sentences, {empty} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
