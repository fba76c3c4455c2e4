package io.guildhall.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * Who keeps promises of money back for what was paid: what came back already, or will,
 * was not paid in the end. Implemented by whoever promises it.
 */
public interface MoneyBack {

	/**
	 * What of lines of orders comes back, or came, of what was paid for them and not
	 * refunded.
	 * @return by the lines' ids; those of which nothing does are left out
	 */
	Map<UUID, Money> of(Collection<UUID> lines);

}
