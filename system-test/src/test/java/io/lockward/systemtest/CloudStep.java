package io.lockward.systemtest;

/// Where on the way of a command through the cloud service its process dies. What is crossing then is withheld from
/// whoever it was meant for.
enum CloudStep {
    SIGNER_ASKED("asked, signer not reached"),
    SIGNED("signed, nothing in the database"),
    ENTERED("row written, not committed"),
    COMMITTED("row committed, not known to be"),
    UNPUBLISHED("sent by the books, not published"),
    PUBLISHED("at the broker, not known to be"),
    RECEIPT_CAME("bank's receipt not read"),
    RECEIPT_WRITTEN("receipt written, not committed"),
    RECEIPT_COMMITTED("receipt committed, no ack"),
    CONCLUSION_CAME("bank's conclusion not read"),
    CONCLUSION_WRITTEN("conclusion folded, not committed"),
    CONCLUSION_COMMITTED("conclusion committed, no ack"),
    ACK_LEAVING("ack not published");

    final String words;

    CloudStep(String words) {
        this.words = words;
    }
}
