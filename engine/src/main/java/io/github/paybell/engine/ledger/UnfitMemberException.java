package io.github.paybell.engine.ledger;

/**
 * A member that decides cannot be what it says it is. Its text names the member and never its
 * value: the same for every message with this defect.
 */
public final class UnfitMemberException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String member;

  /**
   * @param member by WeChat Pay's name for it
   * @param defect what is wrong, such as "is negative"
   */
  public UnfitMemberException(String member, String defect) {
    super(member + " " + defect);
    this.member = member;
  }

  /** The member that is to blame. */
  public String member() {
    return member;
  }
}
