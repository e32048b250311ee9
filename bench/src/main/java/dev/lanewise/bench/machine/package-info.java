/** What this machine is, what it can do, and whether it is disturbed. */
package dev.lanewise.bench.machine;
