package io.guildhall.member;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Service;

import io.guildhall.link.LinkMisses;
import io.guildhall.link.LinkSecret;
import io.guildhall.link.MissTable;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/**
 * What a member does on the page of their own, without an account: the link names the
 * organization and carries the secret.
 */
@Service
@RequiredArgsConstructor
public class OwnPages {

	private static final MissTable MISSES = new MissTable("member_page_misses", "own", "member.own.links");

	private static final Set<Permission> OWN = EnumSet.of(Permission.MEMBER_READ, Permission.MEMBER_EDIT,
			Permission.COMMUNITY_READ);

	private final MemberPages pages;

	private final MemberService members;

	private final MemberConsents consents;

	private final ObjectProvider<OwnLinks> links;

	private final ObjectProvider<OwnRoom> rooms;

	private final OrganizationService organizations;

	private final LinkMisses misses;

	private final OnBehalf onBehalf;

	@Bean
	static MissTable missesOfOwnPages() {
		return MISSES;
	}

	/**
	 * What stands behind the link.
	 * @param slug of the organization
	 * @param here where this application was asked
	 * @param after where the slice of links before ended; null for the first
	 * @param address of who opens it
	 * @throws MemberRefused if the link opens nothing, or the organization is suspended
	 * @throws io.guildhall.staff.StaffRefused if too many that open nothing came from
	 * there
	 */
	public OwnPage page(String slug, String token, String here, @Nullable String after, String address) {
		return Objects.requireNonNull(open(slug, token, address, member -> {
			OrganizationDetails organization = organizations.current();
			return new OwnPage(organization.name(), members.get(member).contact(),
					consents.of(member).stream().map(word -> said(word, organization)).toList(),
					links.stream().findFirst().map(one -> one.of(member, here, after)).orElse(Slice.whole(List.of())),
					rooms.stream()
						.filter(room -> room.isOf(member))
						.sorted(Comparator.comparing(OwnRoom::path))
						.toList());
		}));
	}

	private static OwnPage.Said said(ConsentChange word, OrganizationDetails organization) {
		return new OwnPage.Said(organization.dayOf(word.at()), word.channel(), word.consent(), word.doNotContact());
	}

	/**
	 * The member says by what they may be told of offers: of whatever they do not name,
	 * they do not want it.
	 * @param agreed to what they agree
	 * @param alone whether they want to be left alone altogether
	 * @throws MemberRefused as {@link #page}
	 */
	public void say(String slug, String token, Collection<ContactChannel> agreed, boolean alone, String address) {
		Map<ContactChannel, Consent> said = new EnumMap<>(ContactChannel.class);
		for (ContactChannel channel : ContactChannel.values()) {
			said.put(channel, agreed.contains(channel) ? Consent.GIVEN : Consent.WITHDRAWN);
		}
		this.<@Nullable Object>open(slug, token, address, member -> {
			consents.say(member, ConsentWord.said(said, alone, ""));
			return null;
		});
	}

	/**
	 * Does something in the name of the member whose page it is, for the page itself and
	 * for what later modules show behind it. A link that is right always opens: behind
	 * one address there may be a whole city of telephones. Who tries many that are none
	 * is answered no more for a while.
	 * @throws MemberRefused as {@link #page}
	 */
	public <T extends @Nullable Object> T open(String slug, String token, String address, Function<MemberId, T> work) {
		Optional<OrganizationDetails> organization = organizations.bySlug(slug).filter(found -> !found.suspended());
		if (organization.isEmpty()) {
			misses.nowhere(MISSES, address);
			throw MemberRefused.noPage();
		}
		UUID id = organization.get().id();
		MemberId member = onBehalf.ofSystem(id, () -> behind(token, address));
		// The trail holds no names of members: the house writes it down for them.
		Actor themselves = new Actor(Actor.Kind.MEMBER, member.id(), Actor.SYSTEM.name(), null);
		return onBehalf.of(themselves, OWN, false, id, () -> work.apply(member));
	}

	private MemberId behind(String token, String address) {
		Optional<MemberId> member = LinkSecret.isOne(token) ? pages.behind(token) : Optional.empty();
		return member.orElseThrow(() -> {
			misses.missed(MISSES, address);
			return MemberRefused.noPage();
		});
	}

}
