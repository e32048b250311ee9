/** Tells from a run's figures what kept it from doing better, and what to try next. */
package dev.lanewise.cli.diagnose;
