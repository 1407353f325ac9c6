"""What this package raises on purpose.

A message says what is wrong and what would be right, in lower case and without a full stop.
It never repeats a secret: words are named by position, files by their role on the command line.
"""


class GeneratorError(Exception):
    """Any refusal with a reason; the command line prints it in one line and exits with 1."""


class SecretError(GeneratorError, ValueError):
    """A secret that can't be right: wrong word, wrong count, wrong checksum, two languages."""


class TemplateError(GeneratorError, ValueError):
    """A template file that can't be used; the message names file, table and key.

    `problems` are all that were found, the message is the first of them.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems[:1])
        self.problems = problems


class RuleError(GeneratorError, ValueError):
    """A template whose full plate can't be made, found before any secret is asked for."""


class ReadError(GeneratorError, ValueError):
    """A file that can't be read back: damaged, foreign, or not of one plate."""


class UnknownPlateError(ReadError):
    """A file whose public marks are not those of any plate that it was held against."""


class VerifyError(GeneratorError):
    """Bytes of ours that did not read back to what they were made from; nothing was handed over."""


class OutputError(GeneratorError):
    """A folder or file that can't be written, or a missing tool; nothing was left behind."""
