/**
 * Tables in files of comma-separated values, as networks take them: {@link dev.lanewise.cli.table.CsvFile} reads one, {@link
 * dev.lanewise.cli.table.TableSchema} says what its columns are.
 */
package dev.lanewise.cli.table;
