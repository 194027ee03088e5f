/** The configuration file of the money laundering job: its form, its defaults, its documentation. */
@NullMarked
package ai.finai.jobs.config;

import org.jspecify.annotations.NullMarked;
