package io.guildhall.onboarding;

/**
 * A ladder as it holds for a channel, or for all of an organization.
 *
 * @param own whether it was set here; else that of the organization, or of the house
 * @param version of what was set here; 0 where nothing was
 */
public record LadderDetails(LadderTerms terms, boolean own, long version) {
}
