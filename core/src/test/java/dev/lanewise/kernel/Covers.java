package dev.lanewise.kernel;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Which method of {@link Kernels} a test is about. */
@Retention(RetentionPolicy.RUNTIME)
@interface Covers {
    String value();
}
