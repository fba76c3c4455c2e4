package io.guildhall;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import io.guildhall.shared.DomainException;

/** What the rules of the house say no to, in tests of all modules. */
public final class Refusals {

	private Refusals() {
	}

	/** That the work is refused for that reason. */
	public static void assertRefused(String code, ThrowingCallable work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(work).returns(code, DomainException::getCode);
	}

}
