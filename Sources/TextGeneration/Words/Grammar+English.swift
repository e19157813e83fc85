extension Grammar {
  /// Sentences that look like English, of 5 to 12 words each: people, animals and things, what they do and where.
  ///
  ///     Now some young sailors are watching the sea.
  ///     The houses near the river are small and quiet.
  ///     My sister says that the bridge is very dark.
  ///
  /// Subject and verb agree in number, also where other nouns stand between them. Each sentence is written in one way
  /// only: ``derivationCount`` and ``derivationEntropy`` are those of the sentences.
  public static let english = Grammar(
    """
    sentence      = 4: <habit> | <when usual> <habit> | 4: <action> | <when once> <action>
                  | 3: <description> | 2: <report>
    when usual    = sometimes | usually | in winter | every morning
    when once     = 2: now | 2: today | meanwhile

    habit         = 2: <person> <person does> <maybe where> | 2: <people> <people do> <maybe where>
                  | <animal> <animal does> <where> | <animals> <animals do> <where>
    action        = 2: <person> is <doing> <maybe where> | 2: <people> are <doing> <maybe where>
                  | <animal> is <animal doing> <where> | <animals> are <animal doing> <where>
    description   = the <thing> <maybe where> is <state> | the <things> <maybe where> are <state>
    report        = <person> <says> that <remark> | <people> <say> that <remark>
    remark        = the <thing> is <short state> | the <things> are <short state>

    person        = 3: the <one person> | 2: the <quality> <one person> | 2: my <one relative>
                  | a <plain quality> <one person> | 0.5: an old <one person>
    people        = 3: the <many persons> | 2: the <quality> <many persons> | 2: my <many relatives>
                  | <quantity> <quality> <many persons>
    one person    = 3: farmer | 3: teacher | 2: doctor | 2: child | sailor | painter | baker | neighbor
    many persons  = 3: farmers | 3: teachers | 2: doctors | 2: children | sailors | painters | bakers
                  | neighbors
    one relative  = 2: sister | 2: brother | friend | aunt
    many relatives = 2: sisters | 2: brothers | friends | aunts
    quality       = 2: old | <plain quality>
    plain quality = 2: young | tall | quiet | happy | tired
    quantity      = 2: two | three | some | many

    animal        = 2: the <one animal> | the <look> <one animal> | a <look> <one animal>
    animals       = 2: the <many animals> | the <look> <many animals> | <quantity> <look> <many animals>
    one animal    = 3: dog | 3: cat | horse | bird | 0.5: goat
    many animals  = 3: dogs | 3: cats | horses | birds | 0.5: goats
    look          = 2: small | white | black | brown

    person does   = reads <text> | writes <text> | buys <goods> | sells <goods> | watches <sight>
                  | paints <sight>
    people do     = read <text> | write <text> | buy <goods> | sell <goods> | watch <sight> | paint <sight>
    doing         = reading <text> | writing <text> | buying <goods> | selling <goods>
                  | watching <sight> | painting <sight>
    animal does   = 3: sleeps | 2: runs | waits | hides
    animals do    = 3: sleep | 2: run | wait | hide
    animal doing  = 3: sleeping | 2: running | waiting | hiding
    says          = 3: says | 2: thinks | knows
    say           = 3: say | 2: think | know

    text          = 3: a letter | 2: a long letter | an old story | a good book | short stories
    goods         = 3: fresh bread | 2: red apples | a new coat | some fish | some warm milk | fresh flowers
    sight         = 3: the sea | 2: the mountains | the old bridge | a small boat | the stars

    maybe where   = 3: | 2: <where>
    where         = 3: in the garden | 2: in the yard | 2: at the market | near the river
                  | by the window | on the hill | behind the school
    thing         = 3: house | 2: road | boat | bridge
    things        = 3: houses | 2: roads | boats | bridges
    state         = 2: <age> and <mood> | very <mood> | <mood> in winter | <mood> again today
    short state   = <mood> | very <mood> | not <mood> | <age> and <mood>
    age           = 3: old | new | small
    mood          = 3: dark | 2: empty | quiet | clean
    """)
}
