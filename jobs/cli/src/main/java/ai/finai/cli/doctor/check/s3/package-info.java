/** What is looked at in S3: buckets, and the places in them that jobs write to. */
@NullMarked
package ai.finai.cli.doctor.check.s3;

import org.jspecify.annotations.NullMarked;
