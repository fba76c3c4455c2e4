package io.guildhall.challenge;

/** By what members show that they did what a challenge asks for. */
public enum ProofKind {

	/** By nothing: a check-in counts at once. */
	NONE,
	/** They say what they did. */
	WORDS,
	/** They send a picture; words beside it are welcome. */
	PICTURE,
	/** Words, a picture, or both. */
	EITHER;

	/** Whether the staff looks at a check-in before it counts. */
	public boolean asked() {
		return this != NONE;
	}

	/** Whether a picture is taken. */
	public boolean takesPicture() {
		return this == PICTURE || this == EITHER;
	}

	/** Whether this is enough of it. */
	boolean isProvenBy(boolean words, boolean picture) {
		return switch (this) {
			case NONE -> true;
			case WORDS -> words;
			case PICTURE -> picture;
			case EITHER -> words || picture;
		};
	}

}
