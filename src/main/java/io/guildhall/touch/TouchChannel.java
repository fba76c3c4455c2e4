package io.guildhall.touch;

/** How a member is reached. */
public enum TouchChannel {

	/** A person writes, where no server may post; sent is what a person has confirmed. */
	HUMAN

}
