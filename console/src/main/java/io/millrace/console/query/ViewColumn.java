package io.millrace.console.query;

/**
 * One column of a view.
 *
 * @param name name in SQL
 * @param type SQL type
 * @param expression SQL over the table's columns
 * @param description one sentence for users
 */
record ViewColumn(String name, String type, String expression, String description) {}
