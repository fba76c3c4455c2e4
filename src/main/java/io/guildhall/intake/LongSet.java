package io.guildhall.intake;

import java.util.Arrays;
import java.util.UUID;

/**
 * Remembers what a dry run met, eight bytes each, up to a limit: beyond it everything
 * counts as met for the first time.
 */
final class LongSet {

	private static final int MOST = 1_500_000;

	private long[] slots = new long[1 << 12];

	private int size;

	private boolean zero;

	/** Whether it is met for the first time. */
	boolean add(UUID id) {
		return add(id.getMostSignificantBits() * 31 + id.getLeastSignificantBits());
	}

	/** Whether it is met for the first time. */
	boolean add(String text) {
		long hash = 0xcbf29ce484222325L;
		for (int i = 0; i < text.length(); i++) {
			hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
		}
		return add(hash);
	}

	private boolean add(long value) {
		if (value == 0) {
			boolean first = !zero;
			zero = true;
			return first;
		}
		if (size >= MOST) {
			return !contains(value);
		}
		if (size * 3L > slots.length * 2L) {
			long[] old = slots;
			slots = new long[old.length * 2];
			Arrays.stream(old).filter(each -> each != 0).forEach(each -> slots[slot(each)] = each);
		}
		int slot = slot(value);
		if (slots[slot] == value) {
			return false;
		}
		slots[slot] = value;
		size++;
		return true;
	}

	private boolean contains(long value) {
		return slots[slot(value)] == value;
	}

	private int slot(long value) {
		int slot = (int) ((value * 0x9e3779b97f4a7c15L) >>> 40) & (slots.length - 1);
		while (slots[slot] != 0 && slots[slot] != value) {
			slot = (slot + 1) & (slots.length - 1);
		}
		return slot;
	}

}
