package io.guildhall.bulk;

import java.util.Locale;
import java.util.Objects;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.member.MemberTagging;
import io.guildhall.organization.OrganizationService;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;

/** What an action needs to be told: which tag, group, batch or format. */
@Component
@RequiredArgsConstructor
class BulkTargets {

	private final MemberTagging tagging;

	private final CommunityService communities;

	private final CouponBatches batches;

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

	private static Target batch(BatchDetails batch) {
		return new Target(batch.id().toString(), batch.name());
	}

	/**
	 * What is written beside coupons that are revoked, in the organization's language.
	 */
	String undoReason() {
		return Objects.requireNonNull(
				texts.getMessage("bulk.undo.reason", null, Locale.forLanguageTag(organizations.current().language())));
	}

}
