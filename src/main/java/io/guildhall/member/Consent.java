package io.guildhall.member;

/** Whether a member agreed to be contacted for selling. */
public enum Consent {

	UNKNOWN, GIVEN, WITHDRAWN

}
