"""The catalogue of permanent codes, a module a family or two: B0 the file, B1 front matter, B2 the tree,
B3 the body, B4 a record's life, B5 the site's own pages, B6 gaps, B7 tables, B8 history, B9 settings, P1 personal data."""

from macros.diagnostics.catalogue.body import *
from macros.diagnostics.catalogue.gaps import *
from macros.diagnostics.catalogue.history import *
from macros.diagnostics.catalogue.life import *
from macros.diagnostics.catalogue.personal import *
from macros.diagnostics.catalogue.reading import *
from macros.diagnostics.catalogue.site import *
from macros.diagnostics.catalogue.tables import *
from macros.diagnostics.catalogue.tree import *
from macros.diagnostics.codes import CATALOGUE as CATALOGUE
