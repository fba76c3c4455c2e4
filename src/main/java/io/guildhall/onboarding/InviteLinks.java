package io.guildhall.onboarding;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.OwnLinks;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
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
	 * Those of a member, that of the newest channel first; nobody who is erased invites.
	 * @param here as for {@link ChannelLinks#of}
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@Override
	@May(Permission.COMMUNITY_READ)
	public Slice<OwnLink> of(MemberId member, String here, @Nullable String after) {
		if (members.require(member).erased()) {
			return Slice.whole(List.of());
		}
		return channels.list(true, after)
			.map(channel -> new OwnLink(channel.name(), links.of(channel.code(), here) + "?by=" + member));
	}

}
