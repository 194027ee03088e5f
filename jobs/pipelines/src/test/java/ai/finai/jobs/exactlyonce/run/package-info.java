/** A job on its way through something that goes wrong, whichever job it is. */
package ai.finai.jobs.exactlyonce.run;
