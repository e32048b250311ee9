/** Many settings tried, several runs at once, ranked by what is held out; kept so that it can go on after anything. */
package dev.lanewise.cli.sweep;
