package io.guildhall.member;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface MemberRepository extends Repository<Member, MemberId> {

	Optional<Member> findById(MemberId id);

	Member saveAndFlush(Member member);

}
