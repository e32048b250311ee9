/** What people see: the terminal, tables, charts and events. */
package dev.lanewise.cli.view;
