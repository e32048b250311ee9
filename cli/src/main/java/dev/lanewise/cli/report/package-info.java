/** Writes what runs gave as a page, pictures and tables that need nothing but a browser or a spreadsheet. */
package dev.lanewise.cli.report;
