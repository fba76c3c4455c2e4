package io.guildhall.order;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/**
 * Who finished a course, a camp or a consultation that they bought, as the staff checks
 * it off: of the line of an order, as a whole. What of it was used on which day is the
 * affair of a later module, which says what is left of it: that lapses, where it is meant
 * (docs/adr/0158-what-is-left-of-what-is-finished-lapses.md).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CourseResults {

	/** So many are checked off at once. */
	public static final int MOST_AT_ONCE = 500;

	private static final int LONGEST_NOTE = 500;

	private static final int LONGEST_REASON = 200;

	private final CourseResultRows rows;

	private final OrderRegister register;

	private final OrderService orders;

	private final OrderFollowers followers;

	private final CatalogService catalog;

	private final MemberService members;

	private final KeptWords kept;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * How many lines of a product were paid and not paid back whole, or were finished.
	 *
	 * @param finished of those
	 */
	public record Figures(long taking, long finished) {
	}

	/**
	 * Who bought a product, the latest first, with what came of it.
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<CourseResult> of(ProductId product, CourseResultFilter filter, @Nullable String after) {
		catalog.require(product);
		Slice<CourseResult> slice = slice(product, filter, after, Slice.PAGE);
		return new Slice<>(withLeft(slice.items()), slice.next());
	}

	Slice<CourseResult> slice(ProductId product, CourseResultFilter filter, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 1);
		List<MemberId> named = filter.named();
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("product", product.id());
		parameters.put("finished", filter.finished());
		parameters.put("named", (named != null) ? named.stream().map(MemberId::toString).toArray(String[]::new) : null);
		parameters.put("first", cursor.isEmpty());
		parameters.put("after", Slice.id(cursor, 0));
		parameters.put("limit", size + 1);
		return Slice.of(rows.select("""
				 and l.product_id = :product
				and (cast(:finished as boolean) is null or (r.line_id is not null) = cast(:finished as boolean))
				and (cast(:named as uuid[]) is null or o.member_id = any(cast(:named as uuid[])))
				and (:first or l.id < :after) order by l.id desc limit :limit
				""", parameters), size, one -> List.of(one.line()));
	}

	/**
	 * How many take part in a product, and how many of them finished.
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Figures figures(ProductId product) {
		catalog.require(product);
		return rows.count(product);
	}

	/**
	 * What an order bought to be finished; nothing where it bought nothing of the kind,
	 * or is not paid.
	 * @throws OrderRefused if there is no such order
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<CourseResult> of(OrderId order) {
		orders.get(order);
		return withLeft(rows.select(" and l.order_id = :order order by l.ordinal", Map.of("order", order.id())));
	}

	/**
	 * What a member bought and has not finished, the latest first; at most a page.
	 * @throws io.guildhall.member.MemberRefused if there is no such member
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<CourseResult> open(MemberId member) {
		members.require(member);
		return withLeft(rows.select(" and o.member_id = :member and r.line_id is null order by l.id desc limit :limit",
				Map.of("member", member.id(), "limit", Slice.PAGE)));
	}

	/**
	 * Checks off that they were finished of which nothing is left to be used, as
	 * {@link #finish(Collection, LocalDate, String, boolean)} does.
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public int finish(Collection<UUID> lines, @Nullable LocalDate on, @Nullable String note) {
		return finish(lines, on, note, false);
	}

	/**
	 * Checks off that they were finished: all of them, or none. Those of which that was
	 * said before stay as they are. What is left of them to be used lapses, and is
	 * neither owed nor booked any more.
	 * @param on the day; null for today
	 * @param note what came of it; null for nothing
	 * @param restLapses whether it is meant that what is left lapses
	 * @return how many were not finished before
	 * @throws OrderRefused if a line is none that can be finished by somebody whom who
	 * acts may see, or the day is to come, or before the payment; if something is left of
	 * one, and it is not meant that it lapses; or if a note is written about who was
	 * erased
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public int finish(Collection<UUID> lines, @Nullable LocalDate on, @Nullable String note, boolean restLapses) {
		Set<UUID> wanted = new LinkedHashSet<>(lines);
		if (wanted.isEmpty() || wanted.size() > MOST_AT_ONCE) {
			throw OrderRefused.toFinish(MOST_AT_ONCE);
		}
		String words = words(note, LONGEST_NOTE);
		LocalDate today = organizations.today();
		LocalDate day = (on != null) ? on : today;
		// Whoever pays one back holds its order as well: behind the lock stands what is
		// left.
		register.lock(rows.ofLines(wanted).stream().map(CourseResult::order).distinct().toList());
		List<CourseResult> found = rows.ofLines(wanted);
		if (found.size() < wanted.size()) {
			throw OrderRefused.nothingToFinish();
		}
		List<CourseResult> open = found.stream().filter(one -> one.finishedOn() == null).toList();
		if (day.isAfter(today) || open.stream().anyMatch(one -> day.isBefore(one.paidOn()))) {
			throw OrderRefused.dayOfResult();
		}
		if (open.isEmpty()) {
			return 0;
		}
		requireNobodyErased(open, words);
		List<UUID> now = open.stream().map(CourseResult::line).toList();
		followers.hold(now);
		Map<UUID, Long> left = followers.left(now);
		if (!left.isEmpty() && !restLapses) {
			throw OrderRefused.leftToUse(left.values().stream().mapToLong(Long::longValue).sum());
		}
		rows.add(now, day, words, clock.instant());
		followers.finished(now);
		tell(open, day, left);
		return open.size();
	}

	/** What is said of an erased person can be taken out by nobody any more. */
	private void requireNobodyErased(List<CourseResult> some, String words) {
		if (!words.isEmpty() && members.summaries(some.stream().map(CourseResult::member).distinct().toList())
			.values()
			.stream()
			.anyMatch(MemberSummary::erased)) {
			throw OrderRefused.erasedNote();
		}
	}

	private void tell(List<CourseResult> some, LocalDate day, Map<UUID, Long> left) {
		Map<OrderId, Map<String, Object>> said = new LinkedHashMap<>();
		some.stream().collect(Collectors.groupingBy(CourseResult::order)).forEach((order, its) -> {
			Map<String, Object> what = new HashMap<>();
			what.put("name", its.stream().map(CourseResult::name).collect(Collectors.joining(", ")));
			what.put("at", day);
			long lapsed = its.stream().mapToLong(one -> left.getOrDefault(one.line(), 0L)).sum();
			if (lapsed > 0) {
				what.put("lapsed", lapsed);
			}
			said.put(order, what);
		});
		audit.recordEach("order.finished", OrderService.OBJECT, said);
	}

	/**
	 * Takes back that a line was finished; what lapsed by that can be used again. What
	 * was booked has to be booked anew.
	 * @return what it is now
	 * @throws OrderRefused if it was not, or no reason is given
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public CourseResult takeBack(UUID line, String reason) {
		String why = words(reason, LONGEST_REASON);
		if (why.isEmpty()) {
			throw OrderRefused.reasonOfResult(LONGEST_REASON);
		}
		CourseResult before = require(line);
		register.lock(before.order());
		before = require(line);
		LocalDate day = before.finishedOn();
		if (day == null) {
			throw OrderRefused.notFinished();
		}
		followers.hold(List.of(line));
		rows.remove(line);
		followers.reopened(line);
		audit.recordPersonal("order.unfinished", OrderService.OBJECT, before.order(), before.member().id(),
				Map.of("name", before.name(), "at", day, "note", before.note()),
				Map.of("name", before.name(), "reason", kept.of(before.member(), why)));
		return withLeft(List.of(new CourseResult(line, before.order(), before.number(), before.member(),
				before.product(), before.name(), before.quantity(), before.paidOn(), null, "", null, 0)))
			.get(0);
	}

	/** With what is left of those that are not finished. */
	private List<CourseResult> withLeft(List<CourseResult> some) {
		Map<UUID, Long> left = followers
			.left(some.stream().filter(one -> one.finishedOn() == null).map(CourseResult::line).toList());
		return some.stream().map(one -> one.withLeft(left.getOrDefault(one.line(), 0L))).toList();
	}

	/** What came of it is said in words about a person, and goes with them. */
	@EventListener
	void forget(MemberErased erased) {
		rows.forget(erased.member());
	}

	private CourseResult require(UUID line) {
		return rows.ofLines(List.of(line)).stream().findFirst().orElseThrow(OrderRefused::nothingToFinish);
	}

	private static String words(@Nullable String text, int longest) {
		String stripped = (text != null) ? text.strip() : "";
		if (stripped.length() > longest || stripped.indexOf('\0') >= 0) {
			throw OrderRefused.wordsOfResult(longest);
		}
		return stripped;
	}

}
