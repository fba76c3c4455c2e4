package io.guildhall.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.member.Audience;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.member.MemberRefused;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.NewMember;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Segments: live and frozen, whose they are, and what they are called. */
@HouseTest
@RequiredArgsConstructor
class SegmentModuleTests {

	private final SegmentService segments;

	private final SegmentPreviews previews;

	private final MemberService members;

	private final MemberTagging tagging;

	private final MemberListing listing;

	private final Audiences audiences;

	private final CommunityService communities;

	private final GroupService groups;

	private final StaffFixtures staff;

	private Person ann;

	@BeforeEach
	void aHouse() {
		ann = staff.found("Acme", "UTC", "CNY");
	}

	@Test
	void aLiveOneFollowsAndAFrozenOneStands() {
		MemberId bea = member("Bea", Set.of("vip"), null);
		MemberId carl = member("Carl", Set.of(), null);
		SegmentId live = as(() -> segments.create("Vips", SegmentRule.all(Term.anyOf("tag", "vip"))));
		SegmentId frozen = as(() -> segments.freeze(live, "Vips then"));
		assertThat(as(() -> segments.get(frozen)).members()).isOne();
		as(() -> tagging.tag(MemberFilter.of(List.of(carl)), "vip"));
		as(() -> tagging.untag(MemberFilter.of(List.of(bea)), "vip"));
		assertThat(membersOf(live)).containsExactly(carl);
		assertThat(membersOf(frozen)).containsExactly(bea);
		assertRefused("frozen-already",
				() -> segments.change(frozen, "Vips then", SegmentRule.all(Term.anyOf("tag", "old")), null));
		assertThat(as(() -> segments.change(frozen, "Vips of yore", segments.get(frozen).rule(), null)).name())
			.isEqualTo("Vips of yore");
		Audience audience = new Audience(Map.of("segment", live.toString(), "tag", "vip"), List.of());
		assertThat(as(() -> audiences.count(audience))).isOne();
	}

	@Test
	void anOperatorSeesTheirOwnOfIt() {
		CommunityId community = community();
		Person operator = staff.hired(ann, Role.OPERATOR);
		GroupId hosted = group(community, "hosted", operator.accountId());
		MemberId theirs = member("Theirs", Set.of("vip"), hosted);
		MemberId other = member("Other", Set.of("vip"), null);
		SegmentId live = as(() -> segments.create("Vips", SegmentRule.all(Term.anyOf("tag", "vip"))));
		SegmentId frozen = as(() -> segments.freeze(live, "Vips then"));
		assertThat(membersOf(live)).containsExactlyInAnyOrder(theirs, other);
		for (SegmentId id : List.of(live, frozen)) {
			assertThat(staff.as(operator, () -> found(id))).containsExactly(theirs);
		}
		SegmentPreview preview = staff.as(operator, () -> previews.of(segments.get(live).rule()));
		assertThat(preview.members()).isOne();
		assertThat(preview.everybody()).isOne();
		assertThat(preview.some()).extracting(summary -> summary.id()).containsExactly(theirs);
	}

	/**
	 * Who sees some groups only uses what others made of all, on their own members, and
	 * asks for no group that they do not see.
	 */
	@Test
	void anOperatorUsesWhatNamesOtherGroupsAndDoesNotChangeIt() {
		CommunityId community = community();
		Person operator = staff.hired(ann, Role.OPERATOR);
		GroupId hosted = group(community, "hosted", operator.accountId());
		GroupId other = group(community, "other", null);
		MemberId theirs = member("Theirs", Set.of(), hosted);
		member("Other", Set.of(), other);
		SegmentRule anywhere = SegmentRule.all(Term.anyOf("group", hosted.toString(), other.toString()));
		SegmentId id = as(() -> segments.create("Anywhere", anywhere));
		assertThat(membersOf(id)).hasSize(2);
		assertThat(staff.as(operator, () -> found(id))).containsExactly(theirs);
		assertThat(staff.as(operator, () -> previews.of(id)).members()).isOne();
		assertThatExceptionOfType(DomainException.class)
			.isThrownBy(() -> staff.as(operator, () -> previews.of(anywhere)));
		assertThatExceptionOfType(SegmentRefused.class)
			.isThrownBy(() -> staff.as(operator, () -> segments.change(id, "Mine", anywhere, null)))
			.returns("segment.not-yours", SegmentRefused::getCode);
		assertThatExceptionOfType(SegmentRefused.class).isThrownBy(() -> staff.as(operator, () -> segments.edit(id)));
		SegmentId copy = staff.as(operator, () -> segments.freeze(id, "Mine then"));
		assertThat(membersOf(copy)).containsExactly(theirs);
	}

	@Test
	void refusesANameThatIsTaken() {
		SegmentRule vips = SegmentRule.all(Term.anyOf("tag", "vip"));
		SegmentId id = as(() -> segments.create("Vips", vips));
		assertRefused("name-taken", () -> segments.create(" Vips ", vips));
		assertRefused("name-length", () -> segments.create(" ", vips));
		assertRefused("changed-meanwhile", () -> segments.change(id, "Vips", vips, 77L));
		as(() -> {
			segments.archive(id);
			return id;
		});
		assertThat(as(() -> segments.list(null)).items()).isEmpty();
		assertThat(as(() -> segments.create("Vips", vips))).isNotEqualTo(id);
		assertRefused("name-taken", () -> {
			segments.restore(id);
			return id;
		});
		for (int i = 0; i <= Slice.PAGE; i++) {
			String name = "Segment " + i;
			as(() -> segments.create(name, vips));
		}
		assertThat(as(segments::offered)).as("all can be chosen").hasSize(Slice.PAGE + 2);
	}

	@Test
	void isInvisibleToOthers() {
		member("Bea", Set.of("vip"), null);
		SegmentId id = as(() -> segments.create("Vips", SegmentRule.all(Term.anyOf("tag", "vip"))));
		ann = staff.found("Other", "UTC", "CNY");
		assertRefused("unknown", () -> segments.get(id));
		assertRefused("unknown", () -> segments.freeze(id, "Mine"));
		assertThat(as(() -> segments.list(null)).items()).isEmpty();
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> as(() -> found(id)));
	}

	private CommunityId community() {
		return as(() -> communities
			.create(new CommunityCard("A", Set.of(CommunityType.INTEREST), null, null, null, null, null))
			.id());
	}

	private GroupId group(CommunityId community, String name, @Nullable UUID host) {
		return as(
				() -> groups.create(community, new GroupTerms(name, Carrier.WECHAT, Stage.VALUE, 500, null, null, host))
					.id());
	}

	private Set<MemberId> membersOf(SegmentId id) {
		return as(() -> found(id));
	}

	private Set<MemberId> found(SegmentId id) {
		Slice<MemberRow> rows = listing.list(new MemberFilter(null, Map.of("segment", id.toString()), List.of()),
				Sort.NAME, null, Slice.PAGE);
		return rows.items().stream().map(MemberRow::id).collect(Collectors.toSet());
	}

	private MemberId member(String name, Set<String> tags, @Nullable GroupId group) {
		return as(() -> members
			.add(new NewMember(name, null, null, List.of(), List.copyOf(tags), group, null, MemberSource.HAND)));
	}

	private void assertRefused(String code, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(work))
			.extracting(DomainException::getCode)
			.isEqualTo("segment." + code);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(ann, work);
	}

}
