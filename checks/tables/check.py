"""Reads the tables with DuckDB, and compares the Parquet files with the CSV files.

    python check.py CSV_FOLDER PARQUET_FOLDER

Before it judges, it compares two tables that differ: if it finds them equal, it says so and fails.
"""

import os
import sys

import duckdb

TABLES = ["documents", "mentions", "values", "relations"]
# What Spark, pandas and polars all take; Spark knows no unsigned integers.
TYPES = {"VARCHAR", "INTEGER", "DOUBLE", "BOOLEAN"}


def read_csv(path, columns=None):
    """The table in a CSV file; with types, where they are known. Quotes are doubled, and only what is not known is empty."""
    types = "all_varchar = true" if columns is None else f"columns = {columns!r}"
    return f"read_csv('{path}', header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', {types}, max_line_size = 100000000)"


def differences(one, other):
    """How many rows stand in only one of two tables, counted as often as they stand there."""
    query = f"SELECT count(*) FROM ((FROM {one} EXCEPT ALL FROM {other}) UNION ALL (FROM {other} EXCEPT ALL FROM {one}))"
    return duckdb.sql(query).fetchone()[0]


def main(csv, parquet):
    if differences("(VALUES (1, 'a'), (2, NULL))", "(VALUES (1, 'a'), (2, 'b'))") != 2:
        print("the check is at fault: it finds two tables equal that are not")
        return 1
    failed = False
    for table in TABLES:
        path = os.path.join(parquet, f"{table}.parquet")
        described = duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall()
        columns = {name: kind for name, kind, *_ in described}
        strange = {name: kind for name, kind in columns.items() if kind not in TYPES}
        rows = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchone()[0]
        differ = differences(f"'{path}'", read_csv(os.path.join(csv, f"{table}.csv"), columns))
        print(f"{table}: {rows} rows, {len(columns)} columns, {differ} differences")
        if strange:
            print(f"{table}: {strange} are types that not all programs take")
        failed |= bool(strange or differ or not rows)
    # Each row of the other tables is of a document, and of mentions that are there.
    for query in (
        "SELECT count(*) FROM mentions ANTI JOIN documents USING (document)",
        "SELECT count(*) FROM values ANTI JOIN mentions USING (document, mention)",
        "SELECT count(*) FROM relations r ANTI JOIN mentions m ON r.document = m.document AND r.from_mention = m.mention",
        "SELECT count(*) FROM relations r ANTI JOIN mentions m ON r.document = m.document AND r.to_mention = m.mention",
    ):
        for table in TABLES:
            query = query.replace(f"JOIN {table} ", f"JOIN '{parquet}/{table}.parquet' ")
            query = query.replace(f"FROM {table} ", f"FROM '{parquet}/{table}.parquet' ")
        lost = duckdb.sql(query).fetchone()[0]
        if lost:
            print(f"{lost} rows lead nowhere: {query}")
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
