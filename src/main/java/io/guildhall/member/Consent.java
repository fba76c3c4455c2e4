package io.guildhall.member;

/** Whether a member agreed to be contacted for selling. */
public enum Consent {

	UNKNOWN, GIVEN, WITHDRAWN;

	/** That of the two which binds more: taken back, never said, agreed. */
	Consent stricter(Consent other) {
		if (this == WITHDRAWN || other == WITHDRAWN) {
			return WITHDRAWN;
		}
		return (this == UNKNOWN || other == UNKNOWN) ? UNKNOWN : GIVEN;
	}

}
