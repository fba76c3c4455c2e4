package io.guildhall.onboarding;

import java.util.List;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.OwnLinks;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * The links by which a member invites others: those of the open channels, with who gave
 * them. Whoever is new and comes by one was invited by them.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class InviteLinks implements OwnLinks {

	private final ChannelService channels;

	private final ChannelLinks links;

	private final MemberService members;

	/**
	 * Those of a member; nobody who is erased invites.
	 * @param here as for {@link ChannelLinks#of}
	 */
	@Override
	@May(Permission.COMMUNITY_READ)
	public List<OwnLink> of(MemberId member, String here) {
		if (members.require(member).erased()) {
			return List.of();
		}
		return channels.list(true, null)
			.items()
			.stream()
			.map(channel -> new OwnLink(channel.name(), links.of(channel.code(), here) + "?by=" + member))
			.toList();
	}

}
