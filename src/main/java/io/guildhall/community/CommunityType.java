package io.guildhall.community;

/** What holds a community together; it can be several at once. */
public enum CommunityType {

	INTEREST, PRODUCT, KNOWLEDGE, RESOURCE

}
