package io.guildhall.touch;

/** What a contact is for; who has just joined is not sold to. */
public enum TouchGoal {

	/** It wants to sell: the protection window holds. */
	SELLING,
	/** It serves the member. */
	SERVICE

}
