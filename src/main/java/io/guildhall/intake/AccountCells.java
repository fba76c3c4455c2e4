package io.guildhall.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupSummary;
import io.guildhall.member.Accounts.Account;
import io.guildhall.member.IdentityKind;

/**
 * The accounts that a table tells, here: a name is somebody's within a group only, and
 * the table has but the name of that group.
 */
class AccountCells {

	private final List<GroupSummary> groups;

	private final @Nullable UUID chosen;

	/**
	 * For a table.
	 * @param groups of the organization
	 * @param chosen the group of these people, where one was chosen
	 */
	AccountCells(List<GroupSummary> groups, @Nullable UUID chosen) {
		this.groups = List.copyOf(groups);
		this.chosen = chosen;
	}

	/**
	 * What is told of somebody.
	 *
	 * @param accounts with their groups by id
	 * @param homeless the first name of whose group nothing is known here, or null
	 */
	record Told(List<Account> accounts, @Nullable String homeless) {

		static final Told NOTHING = new Told(List.of(), null);

	}

	/** The accounts as they are kept here. */
	Told told(List<Account> accounts) {
		List<Account> kept = new ArrayList<>();
		String homeless = null;
		for (Account account : accounts) {
			if (account.kind() != IdentityKind.NAME) {
				kept.add(account);
				continue;
			}
			UUID group = group(account);
			if (group != null) {
				kept.add(account.in(group.toString()));
			}
			else if (homeless == null) {
				homeless = account.value();
			}
		}
		return new Told(kept, homeless);
	}

	/** The one group that is meant: by its name, else the chosen one. */
	private @Nullable UUID group(Account account) {
		List<UUID> meant = groups.stream()
			.filter(group -> group.carrier() == account.carrier())
			.filter(group -> (account.group() != null) ? group.name().equals(account.group())
					: group.id().id().equals(chosen))
			.map(group -> group.id().id())
			.toList();
		return (meant.size() == 1) ? meant.get(0) : null;
	}

}
