package io.guildhall.shared;

import lombok.Getter;

/**
 * What was asked for goes by another id now. A request whose path holds the old id is led
 * to the same path with the new one; any other is refused.
 */
@Getter
public abstract class MovedException extends DomainException {

	private final String from;

	private final String to;

	/**
	 * A refusal that knows better.
	 * @param code stable, and the key of its localized text
	 * @param from the id that was asked for
	 * @param to the id that answers
	 */
	protected MovedException(String code, String from, String to) {
		super(Kind.CONFLICT, code, "%s goes by %s now", from, to);
		this.from = from;
		this.to = to;
	}

}
