"""B7 tables: CSV files beside records."""

from __future__ import annotations

from macros.diagnostics.codes import code

TABLE_MISSING = code(
    "B701", "table-missing",
    "A record names a table that is not in its own folder.",
    "Put the table into the record's own folder, and write its file name alone.",
)
TABLE_ENCODING = code(
    "B702", "table-encoding",
    "The site reads UTF-8 without a byte order mark. Excel often writes something else, and letters would change.",
    "In Excel, save as “CSV UTF-8”, open the file in a text editor and save it as “UTF-8” without BOM.",
)
TABLE_SEPARATOR = code(
    "B703", "table-separator",
    "Cells are separated by commas. Excel writes semicolons where its region uses the comma in numbers.",
    "Save the table with commas: in a text editor, replace each separator by a comma, and commas in numbers by points.",
)
TABLE_HEADER = code(
    "B704", "table-header",
    "The first line names the columns, so that every figure is what it is taken for.",
    "Write the columns of the table on its first line, in their order.",
)
TABLE_SHAPE = code(
    "B705", "table-shape",
    "Every row has one cell for each column.",
    "Put double quotes round a cell that holds a comma, and delete empty lines.",
)
TABLE_EMPTY_CELL = code(
    "B706", "table-empty-cell",
    "An empty cell could mean none or not known; nobody can tell.",
    "Write the value, 0 where there were none, or leave the row out and say why in the text.",
)
COUNT_ABOVE_WHOLE = code(
    "B707", "count-above-denominator",
    "A part cannot be more than its whole; one of the two is wrong.",
    "Check both figures at their source.",
)
TABLE_PERIOD = code(
    "B708", "table-period",
    "Periods follow one another without overlap or hole, so that a chart shows what was measured.",
    "Check the first and last day of both periods.",
)
TABLE_ROW_TWICE = code(
    "B709", "table-row-twice",
    "Two rows say what should stand once; one of them would be lost.",
    "Keep one of the two rows.",
)
TABLE_TOO_LARGE = code(
    "B710", "table-too-large",
    "A table on this site is read by people; a larger one is an export or an accident.",
    "Keep the rows that the page shows, and leave the others in the system they came from.",
)
COUNTS_DISAGREE = code(
    "B711", "counts-disagree",
    "Two figures of one record cannot both be right.",
    "Check both at their source.",
)
PICKED_UP = code(
    "B712", "themes-picked-up",
    "Whether an audit picked up themes is said in words, and must agree with its findings and the site's rule.",
    "Set themes_picked_up: to see_findings, none or not_measured, as the findings say.",
)
TOLD_BY_OTHERS = code(
    "B713", "told-by-others",
    "A small count is hidden so that nobody can be told from it. What other records show of the same time tells it.",
    "Leave out one of these figures, or report the period together with the one beside it.",
)
