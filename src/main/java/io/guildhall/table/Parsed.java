package io.guildhall.table;

import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * What a cell says, or why it cannot be understood.
 *
 * @param value what it says; null where the cell is empty or cannot be understood
 * @param problem the code that says why not, or null
 */
public record Parsed<T>(@Nullable T value, @Nullable String problem) {

	static <T> Parsed<T> of(T value) {
		return new Parsed<>(value, null);
	}

	static <T> Parsed<T> empty() {
		return new Parsed<>(null, null);
	}

	static <T> Parsed<T> bad(String problem) {
		return new Parsed<>(null, problem);
	}

	public boolean isBad() {
		return this.problem != null;
	}

	public boolean isEmpty() {
		return this.value == null && this.problem == null;
	}

	/**
	 * What it says.
	 * @throws NoSuchElementException where it says nothing
	 */
	public T get() {
		if (this.value == null) {
			throw new NoSuchElementException(String.valueOf(this.problem));
		}
		return this.value;
	}

}
