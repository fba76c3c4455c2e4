package io.guildhall.checkout;

import java.util.function.Supplier;

import org.springframework.stereotype.Component;

import io.guildhall.link.WrongLinks;
import io.guildhall.shared.DomainException.Kind;
import io.guildhall.staff.StaffRefused;
import lombok.RequiredArgsConstructor;

/**
 * Counts addresses of payments that lead nowhere, and callbacks that are not believed, by
 * who sends them, and answers who tries many no more for a while. A right one is always
 * heard: all that a provider tells comes from the same few networks, whoever else has set
 * it up wrongly there.
 */
@Component
@RequiredArgsConstructor
public class CodeBrake {

	private final WrongLinks misses;

	/**
	 * Goes through a door that may not be there.
	 * @param address of who comes
	 * @param code of the door; who is not believed there is counted for this one
	 * @throws CheckoutRefused as the door does, or if they came to too many wrong ones
	 */
	public <T> T through(String address, String code, Supplier<T> door) {
		try {
			return door.get();
		}
		catch (CheckoutRefused refused) {
			if (refused.getKind() == Kind.NOT_FOUND) {
				count("checkout", address);
			}
			else if (refused.getKind() == Kind.INVALID) {
				count("checkout/" + code, address);
			}
			throw refused;
		}
	}

	private void count(String which, String address) {
		try {
			misses.count(which, address);
		}
		catch (StaffRefused locked) {
			throw CheckoutRefused.tooOften();
		}
	}

}
