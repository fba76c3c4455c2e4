package io.guildhall.member;

import io.guildhall.shared.MovedException;

/** The member turned out to be one with another, who answers for both. */
public class MemberMoved extends MovedException {

	MemberMoved(MemberId from, MemberId to) {
		super("member.moved", from.toString(), to.toString());
	}

}
