package io.guildhall.bulk;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.member.ContactOwners;
import io.guildhall.member.MemberTagging;
import io.guildhall.organization.OrganizationService;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;

/** What an action needs to be told: which tag, group, batch, owner or format. */
@Component
@RequiredArgsConstructor
class BulkTargets {

	private final MemberTagging tagging;

	private final CommunityService communities;

	private final CouponBatches batches;

	private final StaffService staff;

	private final OrganizationService organizations;

	private final MessageSource texts;

	/**
	 * A target.
	 *
	 * @param key the tag, the id, or the format
	 * @param name what it is called now
	 */
	record Target(String key, String name) {

		/** Not chosen yet. */
		static final Target NONE = new Target("", "");

	}

	/**
	 * The target that somebody named.
	 * @throws BulkRefused if it is none of the kind
	 * @throws io.guildhall.staff.StaffRefused if the contact owner does not work here
	 */
	Target checked(BulkKind kind, String target) {
		String given = target.strip();
		if (given.isEmpty()) {
			throw BulkRefused.target(kind);
		}
		try {
			return switch (kind) {
				case TAG -> word(tagging.wanted(given));
				case UNTAG -> word(tagging.known(given));
				case JOIN -> group(communities.require(GroupId.of(given)));
				case OWNER ->
					ContactOwners.NOBODY.equals(given) ? new Target(ContactOwners.NOBODY, text("bulk.owner.nobody"))
							: owner(staff.require(UUID.fromString(given)));
				case COUPON -> batch(batches.get(BatchId.of(given)));
				case EXPORT -> word(TableFormat.valueOf(given).name());
			};
		}
		catch (IllegalArgumentException none) {
			throw BulkRefused.target(kind);
		}
	}

	private static Target word(String word) {
		return new Target(word, word);
	}

	private static Target group(GroupSummary group) {
		return new Target(group.id().toString(), group.name());
	}

	private static Target owner(StaffSummary person) {
		return new Target(person.accountId().toString(), person.name());
	}

	/** The account that a target of {@link BulkKind#OWNER} means; null for nobody. */
	static @Nullable UUID ownerOf(String target) {
		return ContactOwners.NOBODY.equals(target) ? null : UUID.fromString(target);
	}

	private static Target batch(BatchDetails batch) {
		return new Target(batch.id().toString(), batch.name());
	}

	/**
	 * What is written beside coupons that are revoked, in the organization's language.
	 */
	String undoReason() {
		return text("bulk.undo.reason");
	}

	/** In the organization's language. */
	private String text(String key) {
		return Objects
			.requireNonNull(texts.getMessage(key, null, Locale.forLanguageTag(organizations.current().language())));
	}

}
