"""Results on record: nbgrader's database (database, connection) and the class folder beside it (filing), behind `book.Gradebook`."""
