package io.guildhall.conduct;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The ladder of an organization.
 *
 * @param version to be named when it is changed; 0 while it is the usual one
 */
public record LadderDetails(@JsonUnwrapped Ladder ladder, long version) {
}
