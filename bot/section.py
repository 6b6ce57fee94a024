"""What every table of the configuration file is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

CODE = r"^[a-z0-9][a-z0-9_-]{0,23}$"
Code = Annotated[str, Field(pattern=CODE)]


class Section(BaseModel):
    """A table of the file: unknown keys are errors, values never change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
