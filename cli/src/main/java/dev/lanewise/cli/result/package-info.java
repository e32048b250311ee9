/** What training runs gave, as plain records, and the statistics over them. */
package dev.lanewise.cli.result;
