package io.guildhall.link;

import org.springframework.stereotype.Component;

import io.guildhall.shared.Network;
import io.guildhall.staff.Lockout;
import io.guildhall.staff.LoginGuard;
import lombok.RequiredArgsConstructor;

/**
 * Counts links, codes and contacts that are none, by who tries them, and answers who
 * tries many no more for a while. What is right is never counted, and always opens:
 * behind one network address there may be a whole city of telephones, and 128 random bits
 * need no lock.
 */
@Component
@RequiredArgsConstructor
public class WrongLinks {

	private final LoginGuard guard;

	/**
	 * Counts one for who tries.
	 * @param door where; each has a count of its own
	 * @param address of who tries; one of the sixth version counts as its network
	 * @throws io.guildhall.staff.StaffRefused if they tried too many; then this one was
	 * not counted
	 */
	public void count(String door, String address) {
		guard.count(subject(door, address), Lockout.ADDRESS);
	}

	/**
	 * Counts nothing; for what is guessed more easily than a signature.
	 * @throws io.guildhall.staff.StaffRefused if they tried too many
	 */
	public void requireFree(String door, String address) {
		guard.requireFree(subject(door, address));
	}

	private static String subject(String door, String address) {
		return door + "/" + Network.of(address);
	}

}
